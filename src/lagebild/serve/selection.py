"""Words typed on the command line into a `Selection` of the store; a wrong word is an error that names the right ones.

A date may be a year, a month or a day: as a beginning it means its first day, as an end its last.
"""

import re
from calendar import monthrange
from datetime import date

from lagebild.errors import UsageError
from lagebild.store import Selection

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CODE = re.compile(r"[a-z]{3}|(igo|reb|mnc):.+|ngo", re.IGNORECASE)


def choose(
    *,
    actor: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Selection:
    """What to show; None means all."""
    return Selection(
        actor=_code_or_name(actor) if actor else None,
        type=kind.upper() if kind else None,
        status=status.lower() if status else None,
        start=parse_days(since)[0] if since else None,
        end=parse_days(until)[1] if until else None,
    )


def parse_days(words: str) -> tuple[date, date]:
    """First and last day of YYYY, YYYY-MM or YYYY-MM-DD.

    >>> parse_days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    match = _DATE.fullmatch(words.strip())
    if match is None:
        raise UsageError(f"date {words!r} is not of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        return first, date(first.year, last_month, int(day or monthrange(first.year, last_month)[1]))
    except ValueError as error:
        raise UsageError(f"date {words!r} does not exist: {error}") from None


def _code_or_name(actor: str) -> str:
    """Codes are compared exactly by the store: three letters typed small are still a code."""
    if not _CODE.fullmatch(actor):
        return actor
    prefix, colon, rest = actor.partition(":")
    return f"{prefix.upper()}{colon}{rest if prefix.upper() == 'REB' else rest.upper()}"
