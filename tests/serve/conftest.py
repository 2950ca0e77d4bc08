"""A small hand-made picture with everything that is hard to show: letters outside the basic plane, markup in texts,
a contradiction, a denial, a plan, a time that only the dispatch gives."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import lagebild
from lagebild.schema import (
    Annotated,
    Claim,
    Dispatch,
    Event,
    Evidence,
    Interval,
    Language,
    Mention,
    MentionKind,
    Party,
    Quotation,
    QuotationType,
    Reason,
    Rejected,
    Sentence,
    Span,
    Status,
    TimeExpression,
    TimexType,
    Token,
    When,
    Where,
)
from lagebild.serve.picture import Picture
from lagebild.store import open_store

DAY = date(2024, 5, 3)

ATTACK = (
    "🚀 Nordkorea hat am Donnerstag eine Stellung im Süden beschossen. Die Lage bleibt laut Beobachtern ruhig.\n\n"
    "Das teilte der Generalstab in Seoul mit: „Es war <b>kein</b> Versehen“ </script><script>alert(1)</script>."
)
ANSWER = "North Korea 😀 denied on Friday that it had shelled the South. Officials in Pyongyang spoke of a test."
PLAN = "Die USA und Südkorea wollen im Juni gemeinsam üben. Das kündigte Lloyd Austin in Seoul an."
REPEAT = "Südkorea meldet, der Norden habe eine Stellung beschossen; gemeint sei eine Warnung."


def find(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_dispatch(key: str, text: str, day: date, *, language: str = "de", **more: str) -> Dispatch:
    return Dispatch(key, text, Interval(day, day), Language(language), **more)


def make_party(text: str, words: str | None, country: str, name: str) -> Party:
    return Party(find(text, words) if words else None, country, name)


def make_claim(key: str, dispatch: Dispatch, trigger: str, kind: str, status: Status, **more: object) -> Claim:
    given: dict[str, object] = {
        "mode": None,
        "actors": (),
        "recipients": (),
        "said_by": None,
        "when": None,
        "where": None,
        "confidence": 0.83,
    }
    return Claim(
        id=key,
        dispatch=dispatch.id,
        trigger=find(dispatch.text, trigger),
        type=kind,
        status=status,
        evidence=Evidence("rule:verb-active", 0.9, (find(dispatch.text, trigger),)),
        **(given | more),  # type: ignore[arg-type]
    )


def build_picture() -> Picture:
    attack = make_dispatch(
        "d1", ATTACK, DAY, source="Nordpost", title="Beschuss & <Folgen>", url="https://example.org/1", given_id="np-1"
    )
    answer = make_dispatch(
        "d2", ANSWER, date(2024, 5, 4), language="en", source="South Wire", url="javascript:alert(1)"
    )
    plan = make_dispatch("d3", PLAN, date(2024, 5, 4), source="Nordpost", given_id="np-3")
    repeat = make_dispatch("d4", REPEAT, date(2024, 5, 5), source="Abendblatt", given_id="ab-7")
    silent = make_dispatch("d5", "Das Wetter bleibt schön.", date(2024, 5, 6), source="Abendblatt")
    thursday = Interval(date(2024, 5, 2), date(2024, 5, 2))
    claims = (
        make_claim(
            "c1",
            attack,
            "beschossen",
            "ASSAULT",
            Status.HAPPENED,
            mode="heavy-weapons",
            actors=(make_party(ATTACK, "Nordkorea", "PRK", "North Korea"),),
            recipients=(make_party(ATTACK, None, "KOR", "South Korea"),),
            said_by=make_party(ATTACK, "der Generalstab", "KOR", "Joint Chiefs of Staff"),
            when=When(find(ATTACK, "am Donnerstag"), thursday),
            where=Where(find(ATTACK, "im Süden"), "South Korea", "KOR"),
        ),
        make_claim(
            "c2",
            answer,
            "shelled",
            "ASSAULT",
            Status.DENIED,
            mode="heavy-weapons",
            actors=(make_party(ANSWER, "North Korea", "PRK", "North Korea"),),
            recipients=(make_party(ANSWER, "the South", "KOR", "South Korea"),),
            said_by=make_party(ANSWER, "North Korea", "PRK", "North Korea"),
        ),
        make_claim(
            "c3",
            plan,
            "üben",
            "COOPERATE",
            Status.PLANNED,
            actors=(
                make_party(PLAN, "Die USA", "USA", "United States"),
                make_party(PLAN, "Südkorea", "KOR", "South Korea"),
            ),
            said_by=make_party(PLAN, "Lloyd Austin", "USA", "Lloyd Austin"),
            when=When(find(PLAN, "im Juni"), Interval(date(2024, 6, 1), date(2024, 6, 30))),
        ),
        make_claim(
            "c4",
            repeat,
            "beschossen",
            "ASSAULT",
            Status.POSSIBLE,
            actors=(make_party(REPEAT, "der Norden", "PRK", "North Korea"),),
            recipients=(make_party(REPEAT, "Südkorea", "KOR", "South Korea"),),
        ),
        make_claim(
            "c5",
            repeat,
            "Warnung",
            "THREATEN",
            Status.HAPPENED,
            mode="violence",
            actors=(make_party(REPEAT, "der Norden", "PRK", "North Korea"),),
        ),
    )
    shelling = ("PRK",), ("KOR",)
    events = (
        Event(
            "e1aaaa",
            "ASSAULT",
            "heavy-weapons",
            Status.HAPPENED,
            *shelling,
            thursday,
            "South Korea",
            "KOR",
            claims=("c1", "c4"),
            dispatches=("d1", "d4"),
            sources=("Nordpost", "Abendblatt"),
            details=(
                ("status", "happened", ("c1",)),
                ("status", "possible", ("c4",)),
                ("when", "2024-05-02", ("c1",)),
                ("when", "2024-05-03..2024-05-04", ("c4",)),
                ("denied_by", "e2bbbb", ("c2",)),
            ),
            aliases=("old1",),
        ),
        Event(
            "e2bbbb",
            "ASSAULT",
            "heavy-weapons",
            Status.DENIED,
            *shelling,
            Interval(date(2024, 5, 4), date(2024, 5, 4)),
            None,
            None,
            claims=("c2",),
            dispatches=("d2",),
            sources=("South Wire",),
            details=(("when_basis", "published", ("c2",)), ("asserted_by", "e1aaaa", ("c1", "c4"))),
        ),
        Event(
            "e3cccc",
            "COOPERATE",
            None,
            Status.PLANNED,
            ("KOR", "USA"),
            (),
            Interval(date(2024, 6, 1), date(2024, 6, 30)),
            None,
            None,
            claims=("c3",),
            dispatches=("d3",),
            sources=("Nordpost",),
        ),
        Event(
            "e4dddd",
            "THREATEN",
            "violence",
            Status.HAPPENED,
            ("PRK",),
            (),
            None,
            None,
            None,
            claims=("c5",),
            dispatches=("d4",),
            sources=("Abendblatt",),
        ),
    )
    rejected = (
        Rejected("r1", "read", Reason.MISSING_DATE, "no date <in> the record", "feed.jsonl:9", "x-9"),
        Rejected("r2", "read", Reason.EMPTY_TEXT, "no words", "feed.jsonl:12"),
    )
    dispatches = {d.id: d for d in (attack, answer, plan, repeat, silent)}
    return Picture(dispatches, {c.id: c for c in claims}, events, rejected, ahead=(events[2],))


@pytest.fixture(scope="session")
def picture() -> Picture:
    return build_picture()


@pytest.fixture(scope="session")
def db(picture: Picture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same picture in a database."""
    path = tmp_path_factory.mktemp("store") / "lage.duckdb"
    told: dict[str, list[Claim]] = {}
    for claim in picture.claims.values():
        told.setdefault(claim.dispatch, []).append(claim)
    with open_store(path) as store:
        store.write_batch(list(picture.dispatches.values()), told, picture.rejected, version="1")
        store.replace_events(picture.events)
    return path


@dataclass(frozen=True)
class Summary:
    dispatches: int
    new: int
    known: int
    words: int
    claims: int
    events: int
    rejected: dict[str, int]
    seconds: float


def annotate_by_hand(dispatch: Dispatch) -> tuple[Annotated, tuple[Claim, ...]]:
    """Layers of one token, mention, time and quotation over the first word of a text, and one claim."""
    first = dispatch.text.split()[0]
    span = Span(0, len(first))
    annotated = Annotated(
        dispatch,
        tokens=(Token(*span, first, first.lower(), first.lower(), "PROPN", "Case=Nom", -1, "root"),),
        sentences=(Sentence(span, 0, 1, 0),),
        mentions=(Mention(span, MentionKind.LOC, "North Korea", "PRK", "PRK"),),
        times=(TimeExpression(span, TimexType.DATE, "2024-05", Interval(date(2024, 5, 1), date(2024, 5, 31))),),
        quotations=(Quotation(QuotationType.DIRECT, (span,), (), (span,)),),
    )
    return annotated, (make_claim("k", dispatch, first, "ACCUSE", Status.HAPPENED, mode="allege"),)


@pytest.fixture
def fake_pipeline(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A hall that knows no language: it annotates first words, and takes two dispatches before it gives one."""
    fake = ModuleType("lagebild.pipeline")

    def annotate_dispatches(dispatches: Iterable[Dispatch], *, layers: frozenset[str]) -> Iterator[object]:
        held: list[Dispatch] = []
        for dispatch in dispatches:
            held.append(dispatch)
            if len(held) == 2:
                yield from map(give, held)
                held = []
        yield from map(give, held)

    def give(dispatch: Dispatch) -> object:
        if "KAPUTT" in dispatch.text:
            return Rejected("r", "annotation", Reason.ANNOTATION, "broken", dispatch.origin or "", dispatch.given_id)
        return annotate_by_hand(dispatch)

    def read_into_store(
        paths: Iterable[Path],
        db: Path,
        *,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Summary:
        count = len(list(paths))
        return Summary(count - 1, count - 1, 0, 40, 3, 2, {"missing date": 1}, 0.5)

    def parse_conllu(lines: Iterable[str]) -> Iterator[str]:
        return (line.upper() for line in lines)

    fake.annotate_dispatches = annotate_dispatches  # type: ignore[attr-defined]
    fake.read_into_store = read_into_store  # type: ignore[attr-defined]
    fake.parse_conllu = parse_conllu  # type: ignore[attr-defined]
    fake.bench = lambda: {"encoder_words_per_s": 21000.0, "read_words_per_s": 9000.5}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lagebild.pipeline", fake)
    monkeypatch.setattr(lagebild, "pipeline", fake, raising=False)
    return fake
