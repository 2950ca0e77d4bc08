"""Small dispatches and claims built by hand, numbered, for the tests of the store and its killed writer."""

from datetime import date, timedelta

from lagebild.schema import (
    Claim,
    Dispatch,
    Event,
    Evidence,
    Grain,
    Interval,
    Language,
    Party,
    Reason,
    Rejected,
    Span,
    Status,
    When,
    Where,
)
from lagebild.schema.ids import content_id

TEXT = "Pjöngjang hat nach Angaben aus Seoul am Montag eine Rakete getestet. Tokio verurteilte den Test."


def day(number: int) -> Interval:
    """The day `number` days after new year 2024."""
    that = date(2024, 1, 1) + timedelta(days=number)
    return Interval(that, that)


def dispatch(number: int) -> Dispatch:
    """A dispatch with its own text."""
    text = f"{TEXT} Meldung {number}."
    return Dispatch(
        id=content_id("dispatch", text),
        text=text,
        published=day(number % 300),
        language=Language.GERMAN,
        source=("Agentur", "Zeitung", None)[number % 3],
        title=f"Titel {number}",
        given_id=f"m-{number}",
        origin=f"meldungen.jsonl:{number}",
    )


def claims(of: Dispatch) -> tuple[Claim, ...]:
    """The two claims of `TEXT`."""
    seoul = Party(Span(31, 36), "KOR", "South Korea", None, "GOV")
    north = Party(Span(0, 9), "PRK", "North Korea", "PRK", "GOV")
    test = Claim(
        id=content_id(of.id, "59", "MOBILIZE"),
        dispatch=of.id,
        trigger=Span(59, 67),
        type="MOBILIZE",
        mode="weapons",
        status=Status.HAPPENED,
        actors=(north,),
        recipients=(),
        said_by=seoul,
        when=When(Span(37, 46), Interval(of.published.earliest, of.published.latest, Grain.DAY)),
        where=Where(Span(0, 9), "Pyongyang", "PRK"),
        confidence=0.875,
        evidence=Evidence("test", 0.75, (Span(59, 67), Span(48, 58))),
    )
    blame = Claim(
        id=content_id(of.id, "75", "ACCUSE"),
        dispatch=of.id,
        trigger=Span(75, 86),
        type="ACCUSE",
        mode="disapprove",
        status=Status.HAPPENED,
        actors=(Party(Span(69, 74), "JPN", "Japan"),),
        recipients=(north,),
        said_by=None,
        when=None,
        where=None,
        confidence=0.5,
        evidence=Evidence("test", 0.5, ()),
    )
    return test, blame


def rejected(number: int) -> Rejected:
    """A record without a date."""
    return Rejected(content_id("bad", str(number)), "read", Reason.MISSING_DATE, "no date", f"meldungen.jsonl:{number}")


def event(*parts: Claim, **changes: object) -> Event:
    """An event that groups the given claims."""
    first = parts[0]
    values: dict[str, object] = {
        "id": content_id("event", first.id),
        "type": first.type,
        "mode": first.mode,
        "status": first.status,
        "actors": tuple(sorted({p.country for p in first.actors})),
        "recipients": tuple(sorted({p.country for p in first.recipients})),
        "when": None if first.when is None else first.when.interval,
        "place": None,
        "place_country": None,
        "claims": tuple(c.id for c in parts),
        "dispatches": tuple(dict.fromkeys(c.dispatch for c in parts)),
        "sources": ("Agentur",),
    }
    return Event(**(values | changes))  # type: ignore[arg-type]
