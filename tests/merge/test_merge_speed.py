"""Merge stays near linear: blocking keeps unrelated claims apart, and one busy day does not explode."""

import random
import time
from datetime import date, timedelta
from typing import Any

from merge_samples import build

from lagebild.merge import group_claims

CODES = ["USA", "RUS", "UKR", "ISR", "IRN", "CHN", "DEU", "FRA", "PRK", "KOR", "JPN", "TUR", "SYR", "LBN"]
ACTS = ["ASSAULT/drone", "ASSAULT", "CONSULT", "ACCUSE/disapprove", "REQUEST/change", "AGREE", "MOBILIZE/troops"]


def rows(count: int, days: int, codes: list[str], acts: list[str]) -> list[dict[str, Any]]:
    chance = random.Random(11)
    first = date(2024, 1, 1)
    dates = [(first + timedelta(days=chance.randrange(days))).isoformat() for _ in range(count // 5)]
    found = []
    for n in range(count):
        at = n // 5
        who, whom = chance.sample(codes, 2)
        row = {"in": f"m{at}", "on": dates[at], "by": f"S{at % 9}", "act": chance.choice(acts)}
        row |= {"who": [f"{who}:{who}"], "whom": [f"{whom}:{whom}"]}
        if chance.random() < 0.3:
            row["where"] = f"Town{chance.randrange(40)}, {whom}"
        found.append(row)
    return found


def seconds(found: list[dict[str, Any]]) -> float:
    claims, published = build(found)
    before = time.process_time()
    group_claims(claims, published)
    return time.process_time() - before


def test_a_year_of_claims() -> None:
    assert seconds(rows(5000, 100, CODES, ACTS)) < 6


def test_one_busy_day() -> None:
    assert seconds(rows(1000, 1, ["RUS", "UKR"], ["ASSAULT/drone", "ASSAULT"])) < 6
