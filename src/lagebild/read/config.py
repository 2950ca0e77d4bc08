"""The options of reading, with their defaults and reasons."""

from dataclasses import dataclass
from datetime import date

from lagebild.schema import Language


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How dispatches are read.

    - `encodings` (`("utf-8",)`): tried in this order, a byte order mark is always understood. Add `"cp1252"` or
      `"latin-1"` for old archives; they are never guessed, because they decode any bytes, wrongly if need be.
    - `today` (None: the clock): dates later than the day after it are rejected as future; tests and reruns set it.
    - `language` (None: recognise): the language of all dispatches that do not name their own.
    - `language_margin` (0.15): how far the best language must lead the second, as probabilities, when the words alone
      do not decide; below it the dispatch is rejected rather than read in the wrong language.
    - `max_bytes` (10 million): the size above which one text or one record is taken for a mistake; it bounds memory.
    - `batch_rows` (512): rows of a Parquet file held in memory at a time.
    """

    encodings: tuple[str, ...] = ("utf-8",)
    today: date | None = None
    language: Language | None = None
    language_margin: float = 0.15
    max_bytes: int = 10_000_000
    batch_rows: int = 512
