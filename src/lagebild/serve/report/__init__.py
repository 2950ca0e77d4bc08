"""The report: one self-contained HTML file that opens without network, reads on a phone and prints its evidence.

Takes a `Picture`, gives a page. All labels, days and slices of text are made here; the page only chooses and shows.
"""

import base64
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from lagebild import __version__
from lagebild.analyse import Step
from lagebild.errors import UsageError
from lagebild.schema import EVENT_TYPES, Event, Interval, Quad, Rejected
from lagebild.serve.names import name_code, name_codes
from lagebild.serve.picture import Picture, is_dated_by_dispatch, is_disputed
from lagebild.serve.report.data import build_data, codes_by_frequency, count_picture
from lagebild.serve.report.timeline import Chart, Dated, draw_timeline, main_period
from lagebild.serve.words import Words, load_words

SCRIPT = ("builders", "choosing", "overview", "events", "evidence", "main")
"""Parts of the page's script in the order they run."""


@dataclass(frozen=True)
class ReportConfig:
    """Options of the report.

    `language` of labels (`de`, `en`); `title` over the page, by default the label of the product; `created` the day
    printed in the citation; `rejects` how many rejected dispatches are listed one by one (a page for reading is no
    log, the command line lists all); `ahead` how many planned and how many disputed events stand at the top.
    """

    language: str = "de"
    title: str | None = None
    created: date | None = None
    rejects: int = 200
    ahead: int = 6


def write_report(picture: Picture, out: Path, *, config: ReportConfig | None = None) -> int:
    """Write the page to `out` and tell its size in bytes."""
    page = render_report(picture, config=config or ReportConfig()).encode("utf-8")
    try:
        out.write_bytes(page)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}; choose another --out") from error
    return len(page)


def render_report(picture: Picture, *, config: ReportConfig) -> str:
    """The page as text."""
    words = load_words(config.language)
    period = reporting_period(picture)
    chart = _chart(picture, period, words)
    names = name_codes(codes_by_frequency(picture), words.language)
    data = build_data(picture, words=words, places=chart.places, names=names)
    script = _script()
    numbers = count_picture(picture)
    shown_period = words.interval(period) if period else words.page["unknown"]
    return str(
        _template().render(
            words=words,
            page=words.page,
            title=config.title or words.page["title"],
            version=__version__,
            created=words.day(config.created or date.today()),
            numbers=numbers,
            period=shown_period,
            lead=_lead(words, numbers, shown_period),
            chart=chart,
            quads=[words.quad[quad] for quad in Quad],
            ahead=[_outline(event, words) for event in picture.ahead[: config.ahead]],
            disputed=[_outline(event, words) for event in _most_disputed(picture)[: config.ahead]],
            rejects=_reject_table(picture.rejected, words),
            rejected=picture.rejected[: config.rejects],
            style=_asset("page.css"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
            data=_as_script(data),
        )
    )


def reporting_period(picture: Picture) -> Interval | None:
    """From the first to the last day on which a dispatch was published."""
    published = [dispatch.published for dispatch in picture.dispatches.values()]
    if not published:
        return None
    return Interval(min(days.earliest for days in published), max(days.latest for days in published))


def _chart(picture: Picture, period: Interval | None, words: Words) -> Chart:
    if period is None:
        return Chart(Step.DAY, (), (), 1, 0)
    dated = [Dated(event.type, event.when, is_dated_by_dispatch(event)) for event in picture.events]
    axis = main_period([dispatch.published for dispatch in picture.dispatches.values()])
    return draw_timeline(dated, period=axis, words=words)


def _lead(words: Words, numbers: Any, period: str) -> str:
    return words.page["lead"].format(
        dispatches=words.count("dispatch", numbers.dispatches),
        sources=words.count("source", numbers.sources),
        events=words.count("event", numbers.events),
        period=period,
    )


def _most_disputed(picture: Picture) -> list[Event]:
    """Events with an open question, those that most sources tell of first."""
    disputed = [event for event in picture.events if is_disputed(event)]
    return sorted(disputed, key=lambda event: (-len(event.sources), event.id))


def _outline(event: Event, words: Words) -> dict[str, str]:
    """One event in a line: when, who, what."""
    sides = [
        words.joined([name_code(code, words.language) for code in codes]) for codes in (event.actors, event.recipients)
    ]
    return {
        "id": event.id,
        "day": words.interval(event.when) if event.when else words.page["undated"],
        "who": " → ".join(filter(None, sides)) or words.page["unknown"],
        "what": words.code(event.type, event.mode),
        "edge": f"--edge: var(--q{list(Quad).index(EVENT_TYPES[event.type].quad)})",
    }


def _reject_table(rejected: tuple[Rejected, ...], words: Words) -> list[tuple[str, int]]:
    counted = Counter(reject.reason for reject in rejected)
    return [(words.reason[reason.value], n) for reason, n in counted.most_common()]


def _as_script(data: Any) -> str:
    """JSON that cannot end the script element it stands in, whatever the texts hold."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


def _script() -> str:
    """The parts of the script in one function, so that nothing of them is visible outside."""
    parts = "\n".join(_asset(f"{part}.js") for part in SCRIPT)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _asset(name: str) -> str:
    return files(__name__).joinpath("page", name).read_text(encoding="utf-8")


def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_asset("page.html.j2"))
