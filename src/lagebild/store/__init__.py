"""Dispatches, claims, events and rejected records <-> one DuckDB file. All SQL lives here."""

from lagebild.store.database import SCHEMA_VERSION, ActorRow, Counts, Store, StoreConfig, open_store
from lagebild.store.selection import EVERYTHING, Selection

__all__ = [
    "EVERYTHING",
    "SCHEMA_VERSION",
    "ActorRow",
    "Counts",
    "Selection",
    "Store",
    "StoreConfig",
    "open_store",
]
