"""Quality floors on the shared gold: what is reached may not be lost."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

EVAL = Path(__file__).resolve().parents[3] / "eval" / "times.py"


@pytest.fixture(scope="module")
def measuring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_times", EVAL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "floors"),
    [
        ("krauts", {"strict": 84.0, "relaxed": 90.5, "value": 78.5}),
        ("wikiwarsde", {"strict": 87.5, "relaxed": 93.0, "value": 87.5}),
    ],
)
def test_timex_floors(shared: Path, measuring: ModuleType, name: str, floors: dict[str, float]) -> None:
    gold, system = measuring.annotate_set(name, measuring.Watch())
    result: dict[str, Any] = json.loads(measuring.score(gold, system, "--json"))
    for measure, floor in floors.items():
        assert 100 * result[measure]["f1"] >= floor, measure


@pytest.mark.shared
def test_month_dated_texts_claim_few_wrong_days(shared: Path, measuring: ModuleType) -> None:
    claimed, wrong = measuring.count_wrong_days(
        *measuring.annotate_set("dolomiten100", measuring.Watch(), by_month=True)
    )
    assert claimed
    assert wrong / claimed <= 0.05


@pytest.mark.shared
@pytest.mark.parametrize(("name", "equal"), [("when-de", 0.7), ("when-en", 0.75)])
def test_days_of_claims(shared: Path, measuring: ModuleType, name: str, equal: float) -> None:
    verdicts = measuring.compare_claim_days(name, measuring.Watch())
    assert verdicts["equal"] / verdicts.total() >= equal
