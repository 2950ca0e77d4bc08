"""Cuts a stretch of text into words and marks.

Takes a stretch without furniture and gives half-open spans in text order, and which of them end the sentence although
they are no full stop (*... in the U.S.*). Word borders follow Universal Dependencies, with deliberate differences:
German contractions (*im*, *zum*) and words joined by a hyphen (*US-Japanese*) stay one token, digits joined by a
hyphen (*14-18*) are three, and the apostrophe of *Pistorius' Besuch* stands apart as in English, so that names are
found. Characters that nobody sees are skipped outside words.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.stops import Context, Stop, Words, judge_stop
from lagebild.schema import Span

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Character class of soft hyphens, zero-width and direction marks."""
_SEEN = re.compile(f"[^{INVISIBLE}]")
_AP = "['’‘´`ʼ′]"
_LETTER = r"[^\W\d_]"
_UPPER = "[A-ZÄÖÜ]"
_IN = rf"[\w{INVISIBLE}\u0300-\u036f]"  # combining marks: umlauts may come as two characters
_TAIL = rf"(?:-?(?!(?:[ap]m|AM|PM)\b){_LETTER}{_IN}*(?:-{_IN}+)*|-(?=[ ,]\w))?"
_DOMAINS = (
    "com|org|net|de|eu|gov|mil|edu|int|info|io|tv|uk|ru|ua|kr|jp|cn|at|ch|fr|pl|il|ir|nl|se|ca|au|biz|"
    "docx?|pdf|xlsx?|pptx?|jpe?g|png|mp[34]|txt|html?|xml|csv|zip"
)
_TOKEN = re.compile(
    rf"""
    {_LETTER}++(?=[ ,\n])                                              # most words, quickly
  | (?:https?://|www\.)[^\s<>„“”"»«]*[^\s<>„“”"»«.,;:!?)\]'’]          # web address
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                       # mail address
  | [@\#](?=\w*{_LETTER})\w+                                           # handle, hashtag
  | [A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(?:{_DOMAINS})(?![\w.]*\w)(?:/[^\s<>„“”"»«.,;:!?)\]]+)?(?:-\w+)*
  | [Vv]er\.di(?:-\w+)*(?!\w)
  | \d{{4}}-\d\d-\d\d(?![\w-])                                         # 2022-12-26
  | \d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d{{2}})(?!\d)                    # 26.12.2022
  | \d{{1,3}}(?:[.\u202f\u00a0'’]\d{{3}})+(?:,\d+)?(?!\d){_TAIL}       # 1.000.000,5
  | \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d){_TAIL}                      # 1,000,000.5
  | \d*0['’]s\b                                                        # 80's
  | 90/(?:Die|The)\b                                                   # a party's name
  | \d+(?:-\d+){{2,}}(?!\w)                                            # telephone numbers
  | \d+(?:[.,:/]\d+)*{_TAIL}                                           # 20.30  2007/08  90er  27-jährige  3,5
  | (?<!\w)’\d\d(?![\w’])                                              # ’94
  | (?:[nvuz]\.(?:Chr|Zt)|Ph\.D|[BM]\.Sc)\.
  | (?:{_LETTER}\.){{2,}}(?:-{_IN}+)*                                  # z.B.  U.S.  d.h.  U.S.-led
  | {_LETTER}\.{_LETTER}(?![\w.'’-])                                   # z.B  U.S
  | (?:km|k?m|MBit|GBit|k?Wh?|t|l|c)/(?:h|s|a|d|o|km²?|m²|m³)\b
  | {_UPPER}{{1,4}}(?:/{_UPPER}{{1,4}})+(?:-{_IN}+)*(?!\w)             # CDU/CSU  F/A-18
  | (?:US|C|A|HK)\$
  | {_LETTER}{_IN}*(?:{_AP}(?!(?:[sS]|re|ve|ll|d|[mM])\b){_LETTER}{_IN}*)*
    (?:[-‑&]{_IN}+(?:{_AP}{_LETTER}{{2,}})?)*(?:-(?![\w-]))?
  | (?:(?<=[^\s\w])|(?<=['’]s))-{_LETTER}{_IN}*(?:-{_IN}+)*              # "Spiegel"-Bericht
  | (?<!\S)-(?=[a-zäöüß]){_LETTER}{_IN}*(?:-{_IN}+)*                   # -seitig
  | {_AP}(?:s|S|re|ve|ll|d|m)\b                                        # clitics
  | \.{{2,}} | …+ | [!?]{{2,}} | --+ | °[CFK]\b
  | '' | `` | ,,(?=\w) | ‚‚ | ’’ | ‘‘ | << | >>
  | (?P<mark>[=*_~\#+•|])(?P=mark)+
  | [\U0001F1E6-\U0001F1FF]{{2}}                                       # flags
  | [^\w\s{INVISIBLE}](?:[\ufe0e\ufe0f\u20e3\u0300-\u036f\U0001F3FB-\U0001F3FF]|\u200d[^\w\s])*
  | [^\s{INVISIBLE}]
    """,
    re.VERBOSE,
)
_SEAM = re.compile(
    r"(?<=[a-zäöüß]{3})(?=[A-ZÄÖÜ][a-zäöüß]{2}|(?:USA|EU|UNO?|NATO|SPD|CDU|CSU|FDP|BSW|IAEA|WHO)\b|(?:US|EU|UN)-[A-Z])"
    r"|(?<=[A-Z]{3})(?=[A-ZÄÖÜ][a-zäöüß]{3})"
    r"|(?<=\b(?:an|ab|zu|um))(?=[A-ZÄÖÜ][a-zäöüß]{2}|(?:USA|EU|UN|NATO)\b|(?:US|EU|UN)-[A-Z])"
    r"|(?<=[a-zäöüß]{2})(?=(?:Der|Die|Das|Bei|Ein|Es|Am|Im)\b)|(?<=[a-zäöüß]{3})(?=(?:An|Er|Ab|Da|So|Ob|Wo)\b)"
    r"|(?<=[a-zäöüß]{4})(?=[A-ZÄÖÜ]{3,}\b)"
    r"|(?<=[a-zäöüß]{3})(?<!er)(?<!ist)(?<!ent)(?<!ant)(?<!or)(?<!at)(?<!eur)(?=In\b)"  # *LehrerIn* is one word
    r"|(?<=\.de)(?=[A-ZÄÖÜ][a-zäöüß])"
)
_JOINT = re.compile(
    r"(?<=[a-zäöüß]{3})(?=\d{1,2}[:.]\d\d Uhr\b)|(?<=[a-zäöüß.!?][\"“«])(?=[A-ZÄÖÜ][a-zäöüß]+ )(?!Innen)"
)
"""Headlines of a ticker glued to a clock time (*gelandet21:11 Uhr*) or behind a closing quotation mark."""
_RIGHT, _SHORTEST_GLUED = 2, 4
_ONE_WORD = tuple(
    "whatsapp deepseek facebook powerpoint playstation palantir openoffice libreoffice wordpress photoshop wikileaks "
    "macarthur mackenzie fitzgerald blackrock deutschlandtrend hateaid cityline totalenergies thyssenkrupp brahmos "
    "lobbycontrol karstadtquelle soundcloud mastercard doctolib ".split()
)
_NEGATED = re.compile(rf"(\w+?)(n{_AP}t)$", re.IGNORECASE)


class Cut(NamedTuple):
    """Words and marks of a stretch, and the indices of words behind which a sentence ends without a full stop."""

    spans: list[Span]
    ends: frozenset[int]


def cut_words(text: str, stretch: Span, words: Words) -> Cut:
    """All words and marks between the borders of a stretch."""
    found: list[Span] = []
    ends: list[int] = []
    start = stretch.start
    for match in _JOINT.finditer(text, stretch.start, stretch.end) if words.german else ():
        seam = match.start()
        if text[seam - 1] == '"' and text.count('"', stretch.start, seam) % 2:
            continue  # it opens what follows
        cut = _cut_words(text, Span(start, seam), words)
        ends += [len(found) + at for at in cut.ends]
        found += cut.spans
        ends.append(len(found) - 1)
        start = seam
    cut = _cut_words(text, Span(start, stretch.end), words)
    ends += [len(found) + at for at in cut.ends]
    return Cut(found + cut.spans, frozenset(ends))


def _cut_words(text: str, stretch: Span, words: Words) -> Cut:
    found: list[Span] = []
    ends: list[int] = []
    taken = stretch.start
    for match in _TOKEN.finditer(text, stretch.start, stretch.end):
        start, end = match.span()
        if end <= taken:
            continue  # the full stop already belongs to the word before it
        start = max(start, taken)
        stop = Stop.APART
        if text[end - 1] == "." and text[start].isalpha():
            stop = _judge(text, found, Span(start, end), stretch.end, words)
        elif text[end : end + 1] == "." and end < stretch.end and _is_bare(text, start, end):
            stop = _judge(text, found, Span(start, end + 1), stretch.end, words)
            end += stop is not Stop.APART
        for seam in _seams(text, start, end) if words.german else ():
            found.append(Span(start, seam))
            ends.append(len(found) - 1)
            start = seam
        found.extend(_parts(text, Span(start, end), words))
        taken = max(end, found[-1].end)
        if stop is Stop.KEPT_AT_END:
            ends.append(len(found) - 1)
    return Cut(found, frozenset(ends))


def _seams(text: str, start: int, end: int) -> Iterator[int]:
    """Where two sentences were glued without a blank: *...zerstörtIsraelisches Militär*, *LibanonTrump*.

    A ticker's headlines come so. Names that carry a capital inside (*WhatsApp*, *McDonald*, *BürgerInnen*) stay whole.
    """
    if end - start < _SHORTEST_GLUED or not _SEAM.search(text, start, end):
        return
    if any(name in text[start:end].lower() for name in _ONE_WORD):
        return
    for match in _SEAM.finditer(text, start, end):
        at = match.start()
        if at > start and end - at >= _RIGHT and not text.startswith("Innen", at):
            yield at


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether a full stop may belong to the word: not to marks, web addresses or abbreviations that lack theirs."""
    return text[end - 1].isalnum() and (text[start].isdigit() or text.find(".", start, end) < 0)


def _judge(text: str, before: list[Span], word: Span, limit: int, words: Words) -> Stop:
    if text[word.end : word.end + 1] == ".":
        return Stop.APART
    return judge_stop(Context(text, word, before, limit), words)


def _parts(text: str, word: Span, words: Words) -> tuple[Span, ...]:
    """The word itself, without unseen characters at its end; or verb and negation of *didn't*."""
    start, end = word
    last = text[end - 1]
    if last in "tT":
        negated = _NEGATED.match(text, start, end)
        if negated:
            return Span(*negated.span(1)), Span(*negated.span(2))
        if not words.german and end - start == 6 and text[start:end].lower() == "cannot":
            return Span(start, start + 3), Span(start + 3, end)
        return (word,)
    while end > start + 1 and not _SEEN.match(text[end - 1]):
        end -= 1
    return (Span(start, end),)
