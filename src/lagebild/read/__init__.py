"""Files, folders and texts in memory into dispatches; what cannot be read comes back as a value with its reason."""

from lagebild.read.config import ReadConfig
from lagebild.read.dates import parse_date
from lagebild.read.dispatches import read_dispatch, read_dispatches

__all__ = ["ReadConfig", "parse_date", "read_dispatch", "read_dispatches"]
