"""The page in a browser: works without network, by mouse and keyboard, on a desk and on a phone."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lagebild.serve.picture import Picture
from lagebild.serve.report import ReportConfig, write_report

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine (install the system package chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(picture: Picture, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("report") / "lage.html"
    write_report(picture, out, config=ReportConfig())
    return out.as_uri()


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Opens an address in a fresh window; afterwards no error may have been logged and nothing requested."""
    faults: list[str] = []
    contexts = []

    def open_page(address: str, *, viewport: dict[str, int] = DESK, **options: Any) -> Any:
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda message: faults.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else faults.append(request.url),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def rows(page: Any) -> list[str]:
    return [item.get_attribute("id").removeprefix("e-") for item in page.locator("#list > li[id]").all()]


def test_events_are_listed_newest_first(visit: Any, address: str) -> None:
    page = visit(address)
    assert rows(page) == ["e3cccc", "e4dddd", "e2bbbb", "e1aaaa"]
    assert page.locator("#shown").inner_text() == "4 von 4 Ereignissen"


def test_opening_an_event_shows_the_evidence_verbatim(visit: Any, address: str, picture: Picture) -> None:
    page = visit(address)
    page.locator("#e-e1aaaa .row").click()
    first = page.locator("#e-e1aaaa .claim").first
    marks = {
        role: first.locator(f"mark.{role}").all_inner_texts()
        for role in ("trigger", "actor", "when", "where", "said_by")
    }
    assert marks == {
        "trigger": ["beschossen"],
        "actor": ["Nordkorea"],
        "when": ["am Donnerstag"],
        "where": ["im Süden"],
        "said_by": ["der Generalstab"],
    }
    assert not first.get_by_text("Die Lage bleibt").is_visible()
    first.get_by_role("button", name="Ganze Meldung zeigen").click()
    shown = first.locator(".text").evaluate(
        "node => [...node.childNodes].filter(n => n.className !== 'gap').map(n => n.textContent).join('')"
    )
    assert shown == picture.dispatches["d1"].text
    assert first.get_by_text("Die Lage bleibt").is_visible()
    assert "83 %" in first.inner_text()
    assert "rule:verb-active" in first.inner_text()


def test_contradiction_and_denial_stand_side_by_side(visit: Any, address: str) -> None:
    page = visit(f"{address}#event=old1")
    boxes = page.locator("#e-e1aaaa .conflict")
    assert boxes.locator("h3").all_inner_texts() == [
        "Unterschiedliche Angaben: Status",
        "Widersprüchliche Angaben: Zeit",
        "bestritten in 4. Mai 2024: Angriff (schwere Waffen)",
    ]
    assert boxes.nth(1).locator(".value").all_inner_texts() == ["2. Mai 2024", "3.–4. Mai 2024"]
    assert "North Korea 😀 denied" in boxes.nth(2).inner_text()
    boxes.nth(2).get_by_role("link").click()
    page.wait_for_selector("#e-e2bbbb.open")


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("#f-actor", "USA", ["e3cccc"]),
        ("#f-type", "ASSAULT", ["e2bbbb", "e1aaaa"]),
        ("#f-status", "denied", ["e2bbbb"]),
    ],
)
def test_filters(visit: Any, address: str, field: str, value: str, found: list[str]) -> None:
    page = visit(address)
    page.select_option(field, value)
    assert rows(page) == found
    assert value in page.url
    page.go_back()
    assert len(rows(page)) == 4
    page.go_forward()
    assert rows(page) == found
    page.locator("#chips button").first.click()
    assert len(rows(page)) == 4


def test_search_days_and_address(visit: Any, address: str) -> None:
    page = visit(address)
    page.fill("#f-q", "generalstab NORDKOREA")
    page.locator("#list > li[id]").nth(1).wait_for(state="detached")
    assert rows(page) == ["e1aaaa"]
    assert rows(visit(f"{address}#from=2024-06-01")) == ["e3cccc"]
    assert rows(visit(f"{address}#to=2024-05-02&sort=old")) == ["e1aaaa"]
    assert rows(visit(f"{address}#pair=PRK%3EKOR")) == ["e1aaaa"]
    assert rows(visit(f"{address}#pair=PRK%3EKOR&status=denied")) == ["e2bbbb"]
    assert rows(visit(f"{address}#type=ASSAULT&sort=sources")) == ["e1aaaa", "e2bbbb"]
    assert rows(visit(f"{address}#pair=KOR%3EPRK")) == []
    assert "Kein Ereignis" in visit(f"{address}#q=xyzzy").locator("#list").inner_text()


def test_pairs_open_their_events(visit: Any, address: str) -> None:
    page = visit(address)
    # What is denied or planned is no deed: only the shelling counts.
    assert page.locator("#dyads .n").all_inner_texts() == ["1"]
    page.locator("#dyads button").first.click()
    assert rows(page) == ["e1aaaa"]
    page.locator("#dyads button").first.click()
    page.select_option("#f-status", "planned")
    page.locator("#matrix button[aria-label^='USA']").click()
    assert rows(page) == ["e3cccc"]


def test_outlines_lead_to_the_list(visit: Any, address: str) -> None:
    page = visit(address)
    page.get_by_role("link", name="Alles Strittige zeigen").click()
    page.wait_for_selector("#chips button")
    assert rows(page) == ["e1aaaa"]
    page.locator(".outline a").first.click()
    page.wait_for_selector("#e-e3cccc.open")
    assert len(rows(page)) == 4


def test_timeline_by_keyboard_and_what_lies_outside(visit: Any, address: str) -> None:
    page = visit(address)
    page.locator("#timeline .column").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert rows(page) == ["e2bbbb"]
    assert page.locator(".outside b").all_inner_texts() == ["0", "0", "0"]
    page.keyboard.press("Enter")
    assert len(rows(page)) == 4
    for kind, event in (("before", "e1aaaa"), ("after", "e3cccc"), ("vague", "e4dddd")):
        page.locator(f".outside.{kind}").click()
        assert rows(page) == [event]
        page.locator(f".outside.{kind}").click()


def test_rows_open_by_keyboard(visit: Any, address: str) -> None:
    page = visit(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "events"
    page.locator("#e-e1aaaa .row").focus()
    page.keyboard.press("Enter")
    assert page.locator("#e-e1aaaa .row").get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}])
def test_phone_has_no_sideways_scroll(visit: Any, address: str, options: dict[str, Any]) -> None:
    page = visit(f"{address}#event=e1aaaa", viewport=PHONE, has_touch=True, **options)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator("#more-filters summary").click()
    assert page.locator("#f-actor").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_text_keeps_enough_contrast(visit: Any, address: str) -> None:
    """Ink against its ground is at least 4.5 : 1 for the words that carry meaning, in light and dark."""
    for scheme in ("light", "dark"):
        page = visit(f"{address}#event=e1aaaa", color_scheme=scheme)
        for selector in (
            ".about",
            ".row .day",
            ".facts dt",
            "mark.trigger",
            "mark.actor",
            ".badge.happened",
            ".minus",
            ".quiet",
            ".row .arrow",
        ):
            ratio = page.evaluate(CONTRAST, selector)
            assert ratio >= 4.5, f"{scheme} {selector} {ratio:.2f}"


def test_selection_is_saved(visit: Any, address: str) -> None:
    page = visit(f"{address}#status=denied")
    with page.expect_download() as download:
        page.locator("#export").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith('"e2bbbb","ASSAULT","heavy-weapons","denied","PRK","KOR"')
    assert len(text.splitlines()) == 2


def test_three_thousand_events_stay_usable(visit: Any, picture: Picture, tmp_path: Path) -> None:
    many = tuple(replace(picture.events[n % 4], id=f"m{n}", details=()) for n in range(3000))
    out = tmp_path / "many.html"
    write_report(replace(picture, events=many), out)
    page = visit(out.as_uri())
    assert len(rows(page)) < 200
    spent = page.evaluate(
        "() => { const start = performance.now(); document.querySelector('#f-type').value = 'ASSAULT';"
        " document.querySelector('#f-type').dispatchEvent(new Event('change')); return performance.now() - start; }"
    )
    assert page.locator("#shown").inner_text() == "1.500 von 3.000 Ereignissen"
    assert spent < 1000
    assert page.evaluate("document.querySelectorAll('*').length") < 6000


CONTRAST = """selector => {
  const rgb = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb(colour).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const node = document.querySelector(selector);
  let ground = node;
  while (ground.parentElement && rgb(getComputedStyle(ground).backgroundColor)[3] < 255) ground = ground.parentElement;
  const [a, b] = [light(getComputedStyle(node).color), light(getComputedStyle(ground).backgroundColor)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
