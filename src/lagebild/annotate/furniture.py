"""The parts of a stored text that report nothing: stamp and head, dateline, sign-off, credits, a teaser told twice.

Takes a text as stored and gives the spans that sentences must leave out. It looks at openings and ends of paragraphs
only and prefers to leave furniture standing: a credit read as a sentence costs little, a sentence lost costs claims.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lagebild.knowledge.heads import find_head
from lagebild.schema import Span

_LETTER = r"[^\W\d_]"
_UPPER = r"[A-ZÄÖÜÀ-ÖØ-ÞŁŚŠŽČ]"
_CITY = rf"{_UPPER}(?:{_LETTER}|[.'’-])+(?:[ ](?:{_LETTER}|[.'’-])+){{0,3}}"
_CITIES = rf"{_CITY}(?:[ ]?/[ ]?{_CITY}){{0,3}}(?:,[ ]{_CITY}){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mär|Mar|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc])[a-zä]*\.?"
_DAY = rf",[ ]{{1,2}}(?:\d{{1,2}}\.?[ ]{_MONTH}|{_MONTH}[ ]\d{{1,2}})(?:,?[ ]\d{{4}})?\.?"
_DASH = r"[-–—−]{1,2}"
# *SEOUL (dpa-AFX) -*, *Berlin, 3. Mai (Reuters) -*, *MOSCOW, January 5. /TASS/.*; judged further by its agency.
_CREDITED = re.compile(
    rf"(?P<place>{_CITIES})(?P<day>{_DAY})?[ ]?"
    rf"(?:\((?P<agency>[^()\n]{{2,40}})\)[ ]?(?:{_DASH}|:)|/(?P<slashed>[^/\n]{{2,20}})/\.?[ ]?(?:{_DASH})?)(?=\s)"
)
# *Berlin - Die Regierung ...*: a place of the list, alone, and a sentence that begins after the dash.
_BARE = re.compile(rf"(?P<place>{_CITIES})(?P<day>{_DAY})?[ ](?:{_DASH})(?=[ ][\"„“»«]?{_UPPER})")
_AFTER_SENTENCE = r"(?<=[.!?…\"“”»«)])[ ]?"
_SIGN_OFF = re.compile(rf"{_AFTER_SENTENCE}(?P<tail>/[A-Za-z]{{2,4}}(?:/[A-Za-z]{{2,4}}){{1,4}}|/[a-z]{{2,3}})$")
_SIGN_OFF_LINE = re.compile(r"/?[a-z]{2,4}(?:/[A-Za-z]{2,4}){1,4}|/[a-z]{2,3}")
_CREDIT_LINE = re.compile(
    r"""(?:
        (?:Quellen?|Sources?|Fotos?|Bild(?:er|quelle|nachweis)?|Photos?|Credit|Copyright)[ ]?:[ ].{1,80}
      | (?:©|\(c\)[ ]|Copyright[ ]).{1,120}
      | .{0,30}\bdpa:\d{6}-\d{2,3}-\d+/\d+
      | \(?(?:Additional[ ]|Further[ ])?(?:Reporting|Writing|Editing|Compiled)[ ](?:and[ ]\w+[ ])?by[ ].{2,200}
      | \((?:Bericht|Geschrieben|Reportage|Redigiert|Redaktion)(?:[ ]von|:)[ ].{2,250}\)?
      | \(?(?:Mit|Unter[ ]Verwendung[ ]von)[ ](?:\w+[ ])?(?:Material|Agenturmaterial|Informationen)\b.{0,60}\)?
      | Alle[ ]Rechte[ ]vorbehalten\.? | All[ ]rights[ ]reserved\.?
      )$""",
    re.VERBOSE,
)
_BYLINE = re.compile(rf"(?:Von|By)[ ]{_UPPER}[^.!?\n]{{2,60}},[ ](?P<agency>[\w /-]{{2,25}})$")
_CREDIT_TAIL = re.compile(
    rf"{_AFTER_SENTENCE}(?P<tail>\((?P<names>[^()\n]{{2,60}})\)|(?P<bare>[A-Za-z]{{2,4}}(?:/[A-Za-z]{{2,4}})+))$"
)
_COPYRIGHT_TAIL = re.compile(rf"{_AFTER_SENTENCE}(?P<tail>©[ ]?[\w-]+,?[ ]dpa:[\d/-]+)$")
_LOWER = "a-zà-öø-ÿßğışłśšžčćęą"
_NAME = rf"{_UPPER}[{_LOWER}]+(?:-{_UPPER}[{_LOWER}]+)*"
_PERSON = rf"{_NAME}(?:[ ](?:(?:von|van|de|der|zu|el|al)[ ])?(?:{_NAME}|{_UPPER}\.)){{1,3}}"
_HOUSE = (
    "(?:ARD|ZDF|WDR|NDR|MDR|SWR|BR|HR|hr|RBB|rbb|SR|RB|DLF|Deutschlandfunk|tagesschau(?:\\.de)?|SZ|SRF|ORF|BBC|NPR)"
)
_OFFICE = rf"{_HOUSE}(?:/{_HOUSE})*(?:[- ]{_NAME}){{0,3}}(?:,[ ](?:zzt\.|zurzeit|derzeit)[ ]{_NAME})?"
# *... in Gefahr. Von Jana Beispiel und Ole Muster, ARD-HauptstadtstudioBis 2045 will ...*: amid a paragraph, often
# glued to the next sentence.
_BYLINE_AMID = re.compile(
    rf"(?:(?<=[.!?…\"“”»«)])[ ]|(?<=[.!?…]))(?P<line>(?:Eine?[ ]{_NAME}[ ]von|Von|By)[ ]{_PERSON}"
    rf"(?:(?:,[ ]|[ ]und[ ]|[ ]and[ ])(?:{_PERSON}|{_OFFICE}))*\.?)"
    rf"(?=[ ]{_UPPER}|[ ]?[\"„“»]|$|(?<!\.){_UPPER}[{_LOWER}])"
)
_NAME_BORDER = re.compile(r"[,;/]|[ ]und[ ]|[ ]and[ ]")
_SENTENCE_END = re.compile(r"[.!?…][\"“”»«]?(?=\s|$)")
_SHORTEST_TEASER = 40
_LONGEST_CREDIT = 260


class _Paragraph(NamedTuple):
    """A line of text without the blanks around it."""

    start: int
    end: int
    words: str


def find_furniture(text: str) -> tuple[Span, ...]:
    """Spans outside all sentences, in text order, without overlap and without surrounding blanks.

    >>> text = "date: 2024-08-01\\n\\nSEOUL (dpa-AFX) - Pistorius ist in Seoul gelandet./cn/DP/ngu"
    >>> [span.of(text) for span in find_furniture(text)]
    ['date: 2024-08-01', 'SEOUL (dpa-AFX) -', '/cn/DP/ngu']
    """
    head = find_head(text).end
    found = [_trimmed(text, 0, head)] if text[:head].strip() else []
    paragraphs = [paragraph for paragraph in _paragraphs(text, head) if paragraph.words]
    body: int | None = None
    for number, paragraph in enumerate(paragraphs):
        here = tuple(_in_paragraph(paragraph, first=body is None, last=number >= len(paragraphs) - 3))
        found.extend(here)
        if body is None and not any(span.covers(Span(paragraph.start, paragraph.end)) for span in here):
            body = next((span.end for span in here if span.start == paragraph.start), paragraph.start)
    if body is not None:
        found.extend(_repeated_teaser(text, body, openings=frozenset(span.end for span in found)))
    return _without_overlap(found)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _without_overlap(found: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(found):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _paragraphs(text: str, start: int) -> Iterator[_Paragraph]:
    for line in text[start:].splitlines(keepends=True):
        words = line.strip()
        begin = start + len(line) - len(line.lstrip())
        yield _Paragraph(begin, begin + len(words), words)
        start += len(line)


def _in_paragraph(paragraph: _Paragraph, *, first: bool, last: bool) -> Iterator[Span]:
    start, end, words = paragraph
    if len(words) <= _LONGEST_CREDIT and _is_credit(words, at_edge=first or last):
        yield Span(start, end)
        return
    dateline = _dateline_end(words, first=first)
    if dateline:
        yield Span(start, start + dateline)
    for byline in _BYLINE_AMID.finditer(words):
        if byline["line"].endswith(".") or byline.end() == len(words) or not words[byline.end()].isspace():
            yield Span(start + byline.start("line"), start + byline.end("line"))
    if last:
        yield from _tails(paragraph)


def _tails(paragraph: _Paragraph) -> Iterator[Span]:
    """Sign-off and credits at the end of a paragraph, the last one first."""
    start, _, words = paragraph
    while True:
        # Only the end is searched: these patterns could begin anywhere, and paragraphs are long.
        offset = max(0, len(words) - _LONGEST_CREDIT)
        tail = _find_tail(words[offset:])
        if tail is None:
            return
        yield Span(start + offset + tail.start, start + offset + tail.end)
        words = words[: offset + tail.start].rstrip()


def _find_tail(words: str) -> Span | None:
    credit = _CREDIT_TAIL.search(words)
    if credit and not _names_agencies(credit["names"] or credit["bare"]):
        credit = None
    tail = credit or _SIGN_OFF.search(words) or _COPYRIGHT_TAIL.search(words)
    return Span(*tail.span("tail")) if tail else None


def _is_credit(words: str, *, at_edge: bool) -> bool:
    if _CREDIT_LINE.match(words):
        return True
    if not at_edge:
        return False
    byline = _BYLINE.match(words)
    named = byline["agency"] if byline else words.strip("().")
    return _names_agencies(named) or _SIGN_OFF_LINE.fullmatch(words) is not None


def _dateline_end(words: str, *, first: bool) -> int:
    """Length of the dateline a paragraph opens with, 0 without one."""
    opening = words[:120]
    credited = _CREDITED.match(opening)
    if credited:
        agency = credited["agency"] or credited["slashed"]
        # A place in capitals is a dateline whoever signs; *Angela Merkel (CDU) -* and *Paris (Texas) -* are none.
        shouted = (
            first and credited["agency"] is not None and credited["place"].isupper() and len(credited["place"]) > 3
        )
        if _names_agencies(agency) or shouted or (first and credited["day"]):
            return credited.end()
    bare = _BARE.match(opening) if first else None
    if bare is None or not _SENTENCE_END.search(words, bare.end()):
        return 0
    places = [place.strip().casefold() for place in re.split("[/,]", bare["place"])]
    known = _places()
    if bare["place"].casefold() not in known and places[0] not in known:
        return 0
    # *Moskau - Berlin: eine Freundschaft* names a pair, not a place of writing.
    following = words[bare.end() :].lstrip(' "„“»«')
    return 0 if any(following.casefold().startswith(place) for place in known) else bare.end()


def _names_agencies(words: str) -> bool:
    """Whether a credit holds nothing but names, at least one of them an agency's: *mit AFP, dpa*, *dpa/lby*."""
    if len(words) > 60:
        return False
    names = [name.strip() for name in _NAME_BORDER.split(words.removeprefix("mit ").removeprefix("with "))]
    return any(map(_is_agency, names)) and all(len(name.split()) <= 3 for name in names)


def _is_agency(name: str) -> bool:
    agencies = _agencies()
    if name.casefold() in agencies:
        return True
    main, border, service = name.partition("-" if "-" in name else " ")
    # *dpa-AFX Broker*, *AP Photo*; but *Reuters hatte berichtet* is the beginning of a sentence.
    return bool(border) and main.casefold() in agencies and len(service.split()) <= 2 and service[:1].isupper()


def _repeated_teaser(text: str, start: int, *, openings: frozenset[int]) -> Iterator[Span]:
    """The second telling of the opening sentences, where a paragraph or a sentence begins with them word for word."""
    stop = _SENTENCE_END.search(text, start + _SHORTEST_TEASER)
    if stop is None:
        return
    second = text.find(text[start : stop.end()], stop.end())
    if second < 0 or not _begins_sentence(text, second, openings):
        return
    length = stop.end() - start
    while second + length < len(text) and start + length < second and text[start + length] == text[second + length]:
        length += 1
    ends = [end for end in _SENTENCE_END.finditer(text, second, second + length) if _is_real_end(text, end.start())]
    if ends and ends[-1].end() - second >= _SHORTEST_TEASER:
        yield Span(second, ends[-1].end())


def _begins_sentence(text: str, position: int, openings: frozenset[int]) -> bool:
    before = text[max(0, position - 40) : position]
    bare = before.rstrip()
    if position - len(before) + len(bare) in openings:
        return True
    return "\n" in before[len(bare) :] or (bare != before and bare[-1:] in set('.!?…"“”»«'))


def _is_real_end(text: str, mark: int) -> bool:
    """Not the full stop of an ordinal or a short abbreviation, after which the two tellings may part."""
    return text[mark] != "." or text[max(0, mark - 3) : mark].isalpha()


@cache
def _agencies() -> frozenset[str]:
    return frozenset(line.casefold() for line in _read_list("agencies.txt"))


@cache
def _places() -> frozenset[str]:
    return frozenset(place.casefold() for line in _read_list("dateline_places.txt") for place in line.split("|"))


def _read_list(name: str) -> list[str]:
    lines = files("lagebild.annotate").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
