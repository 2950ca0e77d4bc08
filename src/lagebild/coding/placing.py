"""Where a named place lies: country, point and precision, with the sides the text names to tell namesakes apart.

Takes a place mention and what else the dispatch names. A city that the tables know in a country nobody speaks of gives
way to its namesake in a country of the text; a place that no table knows lies where the words around it are.
"""

import re
from collections.abc import Collection, Sequence

from lagebild.knowledge import Knowledge, load_knowledge
from lagebild.knowledge.context import SidedWord, choose_side
from lagebild.knowledge.gazetteer import City, choose_city, country_point, find_cities, find_point
from lagebild.schema import Annotated, Mention, Precision, Where

_MANY_TIMES = 12
_PARTICLE = re.compile(r"(?<= )(?:De|Do|Da|Del|Am|An|Der|Of|The)(?= )")
"""Inner words that a city's name writes small: *RIO DE JANEIRO*."""
_DATELINE = re.compile(r"[A-ZÄÖÜ]{2}[A-ZÄÖÜa-zäöüß'-]*(?: [A-ZÄÖÜ]{2}[A-ZÄÖÜa-zäöüß'-]*)*|[A-ZÄÖÜ][a-zäöüß]+")


def written_in(annotated: Annotated, knowledge: Knowledge) -> str | None:
    """The country of the dateline, None without one: *TOKIO (Agentur) - ...*."""
    first = annotated.sentences[0].span.start if annotated.sentences else 0
    for words in _DATELINE.findall(annotated.dispatch.text[:first]):
        place = knowledge.place(_PARTICLE.sub(lambda word: word[0].lower(), words.title()), annotated.dispatch.language)
        if place is not None:
            return place.country
    return None


def locate(mention: Mention, sentence: int, sided: Sequence[SidedWord], dateline: str | None = None) -> Where:
    """The place of a mention that stands in a sentence of this number.

    `sided` are all words that name sides, `dateline` is the country the dispatch was written in; it counts where a
    place that no table knows is looked for and the text names no other country.
    """
    name, country = mention.name or "", mention.country
    others = {word.side for word in sided if word.token != mention.head}
    if country is None and mention.reason == "name":
        city = choose_city(name, others) or (choose_city(name, {dateline}) if dateline is not None else None)
        if city is not None:
            return Where(mention.span, city.name, city.country, *city.point)
        found = choose_side(sided, mention.head, sentence) or dateline
        return Where(mention.span, name, found if found is not None and ":" not in found else None)
    home = country
    if country is not None and ":" in country:
        # What a de-facto state holds lies in the state it broke away from.
        home = next(iter(load_knowledge().homes(country)), country)
    if mention.actor == country:
        return Where(mention.span, name, home, *(country_point(country or "") or ()))
    point = find_point(name, home)
    if point is not None and point.precision is Precision.CITY and home not in others:
        namesake = _namesake(name, home, others)
        if namesake is not None:
            return Where(mention.span, name, namesake.country, *namesake.point)
    return Where(mention.span, name, home, *(point or ()))


def _namesake(name: str, home: str | None, countries: Collection[str]) -> City | None:
    """The largest city of this name in one of the countries, unless the one at home is many times its size."""
    cities = find_cities(name)
    size = max((city.population for city in cities if city.country == home), default=0)
    found = next((city for city in cities if city.country in countries), None)
    return found if found is not None and size <= _MANY_TIMES * found.population else None
