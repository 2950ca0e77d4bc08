"""Where places lie: points of states, cities, regions, seas, bases and sites, and cities that no other table knows.

Asked by name and country for a point, and by name alone for cities of 15,000 and more inhabitants (GeoNames). Cities
that only stand here are found when a place is asked for; they make no word a name and no text a side.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lagebild.knowledge.tables import read_table
from lagebild.schema import Precision

LARGE = 200_000
"""Inhabitants from which a city is taken that lies in no country the text names."""


class Point(NamedTuple):
    """Degrees north and east, and how closely they fit."""

    latitude: float
    longitude: float
    precision: Precision


class City(NamedTuple):
    """A city of the gazetteer."""

    name: str
    country: str
    point: Point
    population: int


_KINDS = {"city": Precision.CITY, "base": Precision.EXACT, "site": Precision.EXACT}


def find_point(name: str, country: str | None) -> Point | None:
    """The point of a place by its English name and country (None for seas); a state's by its name or code.

    >>> find_point("Panmunjom", "KOR").precision.value, find_point("Atlantis", None)
    ('city', None)
    """
    known = _points().get((name, country or ""))
    if known is not None:
        return known
    return next((city.point for city in find_cities(name) if city.country == country), None)


def country_point(code: str) -> Point | None:
    """A point inside a state."""
    return _points().get(("", code))


def find_cities(name: str) -> Sequence[City]:
    """Cities of this name, in any usual Latin spelling, the largest first."""
    return _cities().get(_fold(name), ())


def choose_city(name: str, countries: Collection[str]) -> City | None:
    """The city a text means that names these countries: the largest of them there, else a large one anywhere.

    >>> choose_city("Odessa", {"USA"}).country, choose_city("Odessa", ()).country
    ('USA', 'UKR')
    """
    found = find_cities(name)
    near = [city for city in found if city.country in countries]
    if near:
        return near[0]
    return found[0] if found and found[0].population >= LARGE else None


@cache
def _points() -> Mapping[tuple[str, str], Point]:
    found = {}
    for row in read_table("places"):
        cells = row.cells
        if cells["lat"] and cells["lon"]:
            precision = _KINDS.get(cells["kind"], Precision.REGION)
            found[cells["name_en"], cells["country"]] = Point(float(cells["lat"]), float(cells["lon"]), precision)
    for row in read_table("centroids"):
        cells = row.cells
        found["", cells["code"]] = Point(float(cells["lat"]), float(cells["lon"]), Precision.COUNTRY)
    return found


@cache
def _cities() -> Mapping[str, Sequence[City]]:
    found: dict[str, list[City]] = {}
    for row in read_table("cities"):
        cells = row.cells
        point = Point(float(cells["lat"]), float(cells["lon"]), Precision.CITY)
        city = City(cells["name_en"], cells["country"], point, int(cells["population"]))
        for name in {_fold(alias) for alias in (city.name, *filter(None, cells["aliases"].split("|")))}:
            found.setdefault(name, []).append(city)
    return found


def _fold(name: str) -> str:
    """Without case, accents and hyphens."""
    if name.isascii():
        return name.lower().replace("-", " ")
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("-", " ")
