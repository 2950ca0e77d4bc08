"""Dispatches from lines of JSON, and their layers, claims and events as plain values ready for JSON.

The shapes written here are what other programs build on: see the documentation of the commands. Offsets are half-open
and count Unicode code points of the text as given.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from lagebild.errors import UsageError
from lagebild.schema import Annotated, Claim, Dispatch, Event, Interval, Party, Reason, Rejected, Span, Where
from lagebild.schema.ids import content_id

LAYERS = ("tokens", "mentions", "times", "quotes", "claims")
ON_REQUEST = ("notes",)
"""Layers written only when they are asked for by name."""
Plain = dict[str, Any]
Coded = tuple[Annotated, tuple[Claim, ...]]
Annotate = Callable[[Iterable[Dispatch]], Iterator[Coded | Rejected]]


def choose_layers(names: str | None) -> frozenset[str]:
    """The layers named in a list with commas; none named means all."""
    if names is None:
        return frozenset(LAYERS)
    chosen = {name.strip() for name in names.split(",") if name.strip()}
    unknown = sorted(chosen - {*LAYERS, *ON_REQUEST})
    if unknown or not chosen:
        what = f"unknown layer {', '.join(map(repr, unknown))}" if unknown else "no layer named"
        raise UsageError(f"{what}; choose from {','.join(LAYERS + ON_REQUEST)}")
    return frozenset(chosen)


def read_lines(lines: Iterable[bytes], *, origin: str) -> Iterator[Dispatch | Rejected]:
    """One dispatch or its rejection for every line that is not blank, in order; a repeated text is read again."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, f"{origin}:{number}")


def annotate_lines(read: Iterable[Dispatch | Rejected], annotate: Annotate) -> Iterator[Coded | Rejected]:
    """Send the dispatches through `annotate` and put what could not be read back into its place among the results.

    `annotate` may take several dispatches before it gives the first result, as long as it keeps their order.
    """
    waiting: deque[Dispatch | Rejected] = deque()

    def take() -> Iterator[Dispatch]:
        for found in read:
            waiting.append(found)
            if isinstance(found, Dispatch):
                yield found

    for result in annotate(take()):
        while isinstance(first := waiting.popleft(), Rejected):
            yield first
        yield result
    for rest in waiting:
        if isinstance(rest, Dispatch):
            raise RuntimeError(f"annotation gave no result for dispatch {rest.name}")
        yield rest


def rejected_as_json(rejected: Rejected) -> Plain:
    """A rejected dispatch in the place of its layers."""
    reason = {"reason": rejected.reason.value, "detail": f"{rejected.origin}: {rejected.detail}"}
    return {"doc": rejected.given_id or rejected.id, "rejected": reason}


def layers_as_json(annotated: Annotated, claims: Sequence[Claim], *, layers: frozenset[str]) -> Plain:
    """The layers asked for, of one dispatch."""
    text = annotated.dispatch.text
    line: Plain = {"doc": annotated.dispatch.name}
    if "tokens" in layers:
        line["tokens"] = [
            {
                "start": token.start,
                "end": token.end,
                "lemma": token.lemma,
                "upos": token.upos,
                "feats": token.feats,
                "head": token.head,
                "deprel": token.deprel,
            }
            for token in annotated.tokens
        ]
        line["sentences"] = [list(sentence.span) for sentence in annotated.sentences]
    if "mentions" in layers:
        line["mentions"] = [
            {
                "start": mention.span.start,
                "end": mention.span.end,
                "type": mention.kind.value,
                "name": mention.name,
                "country": mention.country,
                "actor": mention.actor,
            }
            for mention in annotated.mentions
        ]
    if "times" in layers:
        line["times"] = [
            {
                "start": timex.span.start,
                "end": timex.span.end,
                "type": timex.type.value,
                "value": timex.value,
                **_days(timex.interval),
            }
            for timex in annotated.times
        ]
    if "quotes" in layers:
        line["quotes"] = [
            {
                "type": quote.type.value,
                "content": [list(span) for span in quote.content],
                "speaker": [list(span) for span in quote.speaker] or None,
                "cue": [list(span) for span in quote.cue] or None,
            }
            for quote in annotated.quotations
        ]
    if "notes" in layers:
        line["notes"] = list(annotated.notes)
    if "claims" in layers:
        line["claims"] = [claim_as_json(claim, text) for claim in claims]
    return line


def claim_as_json(claim: Claim, text: str) -> Plain:
    """One claim with the words it rests on."""
    when, where = claim.when, claim.where
    return {
        "trigger": _words(claim.trigger, text),
        "type": claim.type,
        "mode": claim.mode,
        "actor": [_party(party, text) for party in claim.actors],
        "recipient": [_party(party, text) for party in claim.recipients],
        "when": {**_words(when.span, text), **_days(when.interval)} if when else None,
        "where": {**_words(where.span, text), **_place(where)} if where else None,
        "status": claim.status.value,
        "said_by": _party(claim.said_by, text) if claim.said_by else None,
        "confidence": claim.confidence,
        "reason": claim.evidence.reason,
    }


def _place(where: Where) -> Plain:
    return {
        "name": where.name,
        "country": where.country,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "precision": where.precision.value if where.precision else None,
    }


def event_as_json(event: Event, claims: Sequence[Claim], names: Callable[[str], str]) -> Plain:
    """One event with what tells of it; `names` gives the id a dispatch is known by."""
    return {
        "event": event.id,
        "type": event.type,
        "mode": event.mode,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        **_days(event.when),
        "place": event.place,
        "status": event.status.value,
        "dispatches": len(event.dispatches),
        "sources": len(event.sources),
        "claims": [
            {
                "doc": names(claim.dispatch),
                "trigger": list(claim.trigger),
                "status": claim.status.value,
                "said_by": speaker_of(claim),
            }
            for claim in claims
        ],
    }


def speaker_of(claim: Claim) -> str | None:
    """On whose word: the name of the person or body, else its code."""
    if claim.said_by is None:
        return None
    return claim.said_by.name or claim.said_by.country


def as_line(value: Plain) -> str:
    """One line of JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _read_line(line: bytes, origin: str) -> Dispatch | Rejected:
    from lagebild.read import read_dispatch

    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _refuse(Reason.UNDECODABLE, f"byte {error.start} is not UTF-8", origin, line)
    except (ValueError, RecursionError) as error:
        return _refuse(Reason.BAD_RECORD, f"not JSON: {error}", origin, line)
    if not isinstance(fields, dict):
        return _refuse(Reason.BAD_RECORD, f"a {type(fields).__name__}, not an object with a text", origin, line)
    given_id = fields.get("id")
    if not isinstance(fields.get("text"), str):
        return _refuse(Reason.BAD_RECORD, "no field 'text' with a text", origin, line, given_id)
    return read_dispatch(
        fields["text"],
        date=fields.get("published") or fields.get("date"),
        source=fields.get("source"),
        title=fields.get("title"),
        url=fields.get("url"),
        language=fields.get("language"),
        given_id=given_id,
        origin=origin,
    )


def _refuse(reason: Reason, detail: str, origin: str, line: bytes, given_id: object = None) -> Rejected:
    key = content_id("rejected", reason.value, origin, line.decode("utf-8", "replace"))
    known = str(given_id) if isinstance(given_id, str | int) else None
    return Rejected(key, "read", reason, detail, origin, known)


def _words(span: Span, text: str) -> Plain:
    return {"text": span.of(text), "span": list(span)}


def _party(party: Party, text: str) -> Plain:
    words = _words(party.span, text) if party.span else {"text": "", "span": None}
    return {**words, "country": party.country, "name": party.name}


def _days(interval: Interval | None) -> Plain:
    if interval is None:
        return {"earliest": None, "latest": None}
    return {"earliest": interval.earliest.isoformat(), "latest": interval.latest.isoformat()}
