"""Raw records into dispatches: dated, attributed, in a language we read, each text once.

Takes paths, or one text in memory, and gives for each text a `Dispatch` or a `Rejected` that says why not. The text is
stored as it came, head included, so that offsets stay true to the source; only a byte order mark is dropped. Files
that cannot be read are values too; a path that does not exist is an error of the caller.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date as Day
from datetime import timedelta
from math import isnan
from pathlib import Path
from typing import Any

from lagebild.errors import UsageError
from lagebild.knowledge.heads import Head, find_head
from lagebild.read.config import ReadConfig
from lagebild.read.dates import find_date_in_name, parse_date
from lagebild.read.language import normalise_code, recognise_language
from lagebild.read.records import Fault, Record, read_records
from lagebild.schema import Dispatch, Interval, Language, Reason, Rejected
from lagebild.schema.ids import content_id

_DEFAULTS = ReadConfig()


class _Refusal(Exception):
    """Why one record does not become a dispatch; caught where the record is turned, never seen outside."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def read_dispatches(paths: Iterable[Path | str], *, config: ReadConfig = _DEFAULTS) -> Iterator[Dispatch | Rejected]:
    """All dispatches of the files and folders, in the order of the paths, folders sorted by name.

    Raises UsageError at once for a path that does not exist. Of exact duplicates (same text, date, source and title)
    the first is kept and the others are rejected; of what has been read only 16 bytes a dispatch stay in memory.
    """
    given = [Path(path) for path in paths]
    missing = [str(path) for path in given if not path.exists()]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}; check the path")
    return _read_all(given, replace(config, today=config.today or Day.today()))


def read_dispatch(
    text: str,
    *,
    date: str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    given_id: str | None = None,
    origin: str | None = None,
    config: ReadConfig = _DEFAULTS,
) -> Dispatch | Rejected:
    """One text in memory. What is not given is taken from the head of the text, if it has one.

    >>> read_dispatch("date: 2023-02-30\\n\\nDie NATO tagt.", language="de").reason
    <Reason.IMPOSSIBLE_DATE: 'impossible date'>
    """
    fields = {"text": text, "date": date, "source": source, "title": title, "url": url, "language": language}
    return _turn(Record({**fields, "id": given_id}, origin or "text in memory"), config)


def _read_all(paths: list[Path], config: ReadConfig) -> Iterator[Dispatch | Rejected]:
    seen: set[bytes] = set()
    for path in paths:
        for found in read_records(path, config=config):
            read = _reject(found) if isinstance(found, Fault) else _turn(found, config)
            if isinstance(read, Rejected):
                yield read
                continue
            key = bytes.fromhex(read.id)
            if key in seen:
                yield _reject_duplicate(read)
                continue
            seen.add(key)
            yield read


def _turn(record: Record, config: ReadConfig) -> Dispatch | Rejected:
    try:
        return _make_dispatch(record, config)
    except _Refusal as refusal:
        given_id, text = (record.fields.get(name) for name in ("id", "text"))
        fault = Fault(refusal.reason, refusal.detail, record.origin, text if isinstance(text, str) else repr(text))
        return _reject(fault, given_id=str(given_id) if isinstance(given_id, str | int) else None)


def _make_dispatch(record: Record, config: ReadConfig) -> Dispatch:
    text = _text_of(record.fields)
    head = find_head(text)
    if not text[head.end :].strip():
        raise _Refusal(Reason.EMPTY_TEXT, "no words besides the head" if head.end else "no words")
    published = _published(_written_date(record, head), config)
    source, title, url, given_id = (
        _word(record.fields, name) or head.fields.get(name) for name in ("source", "title", "url", "id")
    )
    days = f"{published.earliest.isoformat()}/{published.latest.isoformat()}"
    return Dispatch(
        id=content_id("dispatch", text, days, source or "", title or ""),
        text=text,
        published=published,
        language=_language(_word(record.fields, "language") or head.fields.get("language"), text[head.end :], config),
        source=source,
        title=title,
        url=url,
        given_id=given_id,
        origin=record.origin,
    )


def _text_of(fields: dict[str, Any]) -> str:
    if "text" not in fields:
        raise _Refusal(Reason.BAD_RECORD, f"no field 'text'; fields are {', '.join(fields) or 'none'}")
    text = fields["text"]
    if text is None:
        raise _Refusal(Reason.EMPTY_TEXT, "the field 'text' is empty")
    if not isinstance(text, str):
        raise _Refusal(Reason.BAD_RECORD, f"the field 'text' holds a {type(text).__name__}, not a text")
    _check_decoded("text", text)
    return text


def _word(fields: dict[str, Any], name: str) -> str | None:
    """A short field as a trimmed string, None when absent or blank. Numbers are taken as written, dates as ISO."""
    value = fields.get(name)
    # Tables write a missing word as NaN.
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    if isinstance(value, Day):
        return value.isoformat()
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise _Refusal(Reason.BAD_RECORD, f"the field {name!r} holds a {type(value).__name__}, not a word")
    word = str(value).strip()
    _check_decoded(name, word)
    return word or None


def _check_decoded(name: str, value: str) -> None:
    """Refuse what no database can store: bytes that no declared encoding fits, and NUL, the mark of binary data."""
    if value.isascii() and "\0" not in value:
        return
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        found = ascii(value[error.start : error.start + 1])
        detail = f"{name}: {found} at character {error.start} is not UTF-8; declare the encoding (encodings)"
        raise _Refusal(Reason.UNDECODABLE, detail) from None
    if "\0" in value:
        raise _Refusal(Reason.UNDECODABLE, f"{name}: NUL at character {value.index(chr(0))}; is it UTF-16 or binary?")


def _written_date(record: Record, head: Head) -> str:
    """The date as written: the record's own field, else the stamp in the text, else the name of the text file."""
    written = _word(record.fields, "published") or _word(record.fields, "date")
    if written is None:
        written = head.date
    if written is None and record.name is not None:
        written = find_date_in_name(record.name)
    if written is None:
        where = "in the text or the file name" if record.name is not None else "in the record or its text"
        raise _Refusal(Reason.MISSING_DATE, f"no date {where}; begin the text with 'date: YYYY-MM-DD'")
    return written


def _published(written: str, config: ReadConfig) -> Interval:
    try:
        published = parse_date(written)
    except ValueError as error:
        raise _Refusal(Reason.IMPOSSIBLE_DATE, str(error)) from None
    # Tomorrow is allowed: it has begun elsewhere already.
    latest = (config.today or Day.today()) + timedelta(days=1)
    if published.earliest > latest:
        raise _Refusal(Reason.FUTURE_DATE, f"{written!r} is later than {latest.isoformat()}")
    return published


def _language(written: str | None, words: str, config: ReadConfig) -> Language:
    if written is None and config.language is not None:
        return config.language
    if written is not None:
        code = normalise_code(written)
        detail = f"{written!r} is not read; read are {', '.join(Language)}"
    else:
        code, margin = recognise_language(words.strip())
        detail = f"looks like {code!r}; read are {', '.join(Language)}"
        if margin < config.language_margin:
            code, detail = "", f"not recognised (best guess {code!r}, lead {margin:.2f}); name it in the field language"
    try:
        return Language(code)
    except ValueError:
        raise _Refusal(Reason.LANGUAGE, detail) from None


def _reject(fault: Fault, *, given_id: str | None = None) -> Rejected:
    content = content_id("rejected", fault.reason.value, fault.origin, fault.content)
    detail, origin = (_printable(words) for words in (fault.detail, fault.origin))
    return Rejected(content, "read", fault.reason, detail, origin, given_id and _printable(given_id))


def _reject_duplicate(dispatch: Dispatch) -> Rejected:
    detail = f"same text, date, source and title as dispatch {dispatch.id}, read before"
    fault = Fault(Reason.DUPLICATE, detail, dispatch.origin or "", dispatch.id)
    return _reject(fault, given_id=dispatch.given_id)


def _printable(words: str) -> str:
    return words if words.isascii() else words.encode("utf-8", "replace").decode("utf-8")
