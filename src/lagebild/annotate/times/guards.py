"""Second looks: what must hold around a match before it counts. Each guard names the false positive it prevents."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lagebild.annotate.times.reading import Reading, Word
from lagebild.annotate.times.tense import PARTICIPLE


class Site(NamedTuple):
    """A match under inspection: pieces `start` up to `stop` of a sentence."""

    reading: Reading
    start: int
    stop: int

    @property
    def first(self) -> Word:
        """The first piece of the match."""
        return self.reading.words[self.start]

    @property
    def before(self) -> str:
        """The lower-cased piece before the match, empty at the start of the sentence."""
        return self.reading.text_at(self.start - 1)

    @property
    def after(self) -> str:
        """The lower-cased piece after the match, empty at the end of the sentence."""
        return self.reading.text_at(self.stop)

    @property
    def follower(self) -> Word | None:
        """The piece after the match."""
        return self.reading.word_at(self.stop)

    @property
    def length(self) -> int:
        """How many pieces the match has."""
        return self.stop - self.start

    def words(self, name: str) -> frozenset[str]:
        """A word list of the language."""
        return self.reading.grammar.words[name]


Guard = Callable[[Site], bool]


def _stands_as_year(site: Site) -> bool:
    """A bare four-digit number is a year unless it counts things (*1500 Euro*) or numbers them (*Nr. 1945*)."""
    if site.length > 1:
        return True
    if site.before in site.words("before_count") or _counts(site):
        return False
    if site.before in site.words("it") and site.reading.text_at(site.start - 2) in site.words("amounting"):
        return False  # *mittlerweile sind es 1600*
    licensed, follower = site.before in site.words("before_year"), site.follower
    counted = follower is not None and follower.text[0].isupper() and follower.text.endswith("n")
    if counted and site.before in site.words("before_counted"):
        return False  # *die 2000 Freigelassenen*
    if 1850 <= int(site.first.text) <= 2039:
        return True
    if follower is None or not follower.text[0].isupper():
        return True
    return (site.before in {"(", "*", "–", "-", "/", "†"} and not follower.text.isalpha()) or licensed


def _counts(site: Site) -> bool:
    """Whether what follows a number is counted by it: *2000 Mann*, *2000 bis 3000 Grad*, *2000 000*."""
    follower, counted = site.follower, site.words("counted")
    if follower is None:
        return False
    if follower.text in {"%", "€", "$", "°"} or site.after in counted:
        return True
    if site.after in {"im", "in"} and "jahr" in {site.reading.text_at(site.stop + step) for step in (1, 2)}:
        return True  # *2000 im Jahr 2011*
    if site.after in {"bis", "-", "–", "oder", "to"} and site.reading.text_at(site.stop + 2) in counted:
        return True
    glued = follower.start - site.reading.words[site.stop - 1].end <= 1
    return follower.text[0].isdigit() and glued and site.before not in site.words("before_year")


def _is_not_name(site: Site) -> bool:
    """Weekdays and months are also names: *Herr Freitag*, *August Bebel*, *Theresa May*; *Anfang Mai* is none."""
    before = site.reading.word_at(site.start - 1)
    if before is not None and (site.before in site.words("before_name") or before.text in site.words("first_names")):
        return False
    after = site.follower
    if site.length == 1 and site.first.text.lower() == "august" and after is not None and after.text[0].isupper():
        return site.before in site.words("before_month")
    token = site.reading.tokens[site.first.token]
    return site.length > 1 or token.upos != "PROPN" or token.deprel not in {"flat", "flat:name"}


def _is_singular(site: Site) -> bool:
    """*diesem Jahr*, *der vergangenen Woche* name one unit; *diese Tage*, *letzte Jahre* do not."""
    return all(word.text.lower() not in site.words("plural") for word in site.reading.words[site.start : site.stop])


def _is_length(site: Site) -> bool:
    """*ein Tag* as a plain noun is no length; numbers are, and *einem Jahr* after *vor*."""
    if site.length == 2 and site.first.text.lower() in site.words("indefinite"):
        return site.before in site.words("before_length") or site.after in site.words("after_length")
    return not _is_age(site) and site.after not in site.words("after_age")


def _is_age(site: Site) -> bool:
    """*der 47-jährige Bauer*, *ihr zweijähriger Sohn*: years before a noun that lives."""
    meaning = site.reading.words[site.stop - 1].atoms.get("LENADJ")
    if meaning is None or meaning.unit not in {"Y", "M"} or not meaning.amount:
        return False
    if site.after in site.words("child_nouns"):
        return True
    return meaning.amount >= 12 and meaning.unit == "Y" and site.after not in site.words("length_nouns")


def _is_not_early(site: Site) -> bool:
    """*früh* alone is no time of day."""
    return site.first.text.lower() != "früh"


def _is_nowadays(site: Site) -> bool:
    """*ist heute ein Museum* means nowadays; *ist heute eingetroffen*, *ist heute um 20 Uhr* mean the day."""
    rest = site.reading.words[site.stop :]
    return not any(PARTICIPLE.match(word.text) or word.text[0].isdigit() or word.text in {"zu", "um"} for word in rest)


def _is_contrast(site: Site) -> bool:
    """*damals ..., heute ist es ...*, *1988 ..., heute sind es ...*: set against a past the sentence has spoken of.

    Not *heute früher*; a year behind *heute* says nothing.
    """
    before = site.reading.words[: site.start]
    if any(word.text.lower() in site.words("past_contrast") for word in before):
        return True
    return site.before == "," and any("YEAR" in word.atoms for word in before)


def _is_not_counted(site: Site) -> bool:
    """*um 3.50 Euro*, *um 12.30 Prozent* are amounts."""
    return site.after not in site.words("counted") and site.after not in {"%", "€"}


def _is_day_alone(site: Site) -> bool:
    """*am 24. zog er ab*, not *am 3. Spieltag* and not the end of a sentence."""
    after, beyond = site.follower, site.reading.word_at(site.stop + 1)
    if after is None or not site.first.text[0].isdigit():
        return False
    if after.text[0].isupper() or not after.text[0].isalpha() or "DAY" in after.atoms:
        return False
    return not (after.is_adjective() and beyond is not None and beyond.text[0].isupper())


def _is_english_month(site: Site) -> bool:
    """*May*, *March* and *August* alone need a preposition or a neighbour that makes them months."""
    if not _is_not_name(site):
        return False
    if site.length > 1 or site.first.text.lower() not in {"may", "march", "august"}:
        return True
    return site.before in site.words("before_month")


def _is_english_season(site: Site) -> bool:
    """*spring* alone is a season only after *in*, *by*, *last* and the like: not *they spring into action*."""
    return site.length > 1 or site.first.text.lower() != "spring" or site.before in site.words("before_month")


def _is_last_day(site: Site) -> bool:
    """*May 3 and 4 Soldiers* names one day only."""
    after = site.follower
    return after is None or not after.text[0].isalpha() or ("MONTH" not in after.atoms and after.text.islower())


def _is_clock(site: Site) -> bool:
    """*3.50* and *2:1* are no times of day in English unless something says so: *8:30*, *8.30 p.m.*."""
    text = site.first.text
    if not _is_not_counted(site):
        return False
    if site.length > 1 or not text[0].isdigit() or text[-1].isalpha() or text.endswith("m."):
        return True
    return ":" in text and site.after not in {"-", "–"}


def _is_clock_range(site: Site) -> bool:
    """A range of hours opens with a preposition: *from 2 to 6 p.m.*."""
    return site.before in {"from", "between", "at", "(", ","}


def _is_earlier(site: Site) -> bool:
    """*two days before the vote* counts from the vote, not from an earlier expression."""
    after = site.follower
    return site.reading.text_at(site.stop - 1) != "before" or after is None or not after.text[0].isalnum()


def _is_soon(site: Site) -> bool:
    """*as soon as*, *soon after*, *shortly before* only join."""
    return site.after not in {"as", "after", "before"} and site.before != "as"


GUARDS: Mapping[str, Guard] = {
    "clock": _is_clock,
    "clock-range": _is_clock_range,
    "contrast": _is_contrast,
    "day-alone": _is_day_alone,
    "earlier": _is_earlier,
    "english-month": _is_english_month,
    "last-day": _is_last_day,
    "length": _is_length,
    "name": _is_not_name,
    "not-counted": _is_not_counted,
    "not-early": _is_not_early,
    "nowadays": _is_nowadays,
    "season": _is_english_season,
    "singular": _is_singular,
    "soon": _is_soon,
    "year": _stands_as_year,
}
