"""Which language a text is in: by function words, by the model, and not at all."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lagebild.read import ReadConfig, read_dispatch
from lagebild.read.language import normalise_code, recognise_language
from lagebild.schema import Dispatch, Language, Reason, Rejected

TODAY = ReadConfig(today=date(2025, 1, 1))
GERMAN = (
    "Die Außenminister der beiden Länder haben sich nach langen Verhandlungen auf ein Abkommen verständigt, das noch "
    "in diesem Jahr unterzeichnet werden soll. Das teilte ein Sprecher der Regierung am Abend mit."
)
ENGLISH = (
    "The foreign ministers of the two countries have agreed on a treaty after long talks, and it is expected to be "
    "signed before the end of the year. A spokesman for the government said this in the evening."
)
OTHERS = {
    "nl": "De ministers van Buitenlandse Zaken van de twee landen zijn het na lange onderhandelingen eens geworden "
    "over een verdrag dat nog dit jaar moet worden ondertekend. Dat heeft een woordvoerder van de regering gezegd.",
    "da": "Udenrigsministrene fra de to lande er efter lange forhandlinger blevet enige om en aftale, der skal "
    "underskrives inden årets udgang. Det oplyste en talsmand for regeringen om aftenen i går.",
    "sv": "Utrikesministrarna i de två länderna har efter långa förhandlingar enats om ett avtal som ska undertecknas "
    "före årets slut. Det meddelade en talesperson för regeringen på kvällen efter mötet i Stockholm.",
    "fr": "Les ministres des Affaires étrangères des deux pays se sont mis d'accord, après de longues négociations, "
    "sur un traité qui doit être signé avant la fin de l'année, a annoncé un porte-parole du gouvernement.",
    "es": "Los ministros de Exteriores de los dos países han acordado tras largas negociaciones un tratado que debe "
    "firmarse antes de que acabe el año, según informó por la noche un portavoz del Gobierno.",
    "it": "I ministri degli Esteri dei due Paesi hanno raggiunto dopo lunghi negoziati un accordo che dovrà essere "
    "firmato entro la fine dell'anno, ha riferito in serata un portavoce del governo italiano.",
    "pl": "Ministrowie spraw zagranicznych obu krajów uzgodnili po długich rozmowach traktat, który ma zostać "
    "podpisany jeszcze w tym roku. Poinformował o tym wieczorem rzecznik rządu w Warszawie.",
    "ru": "Министры иностранных дел двух стран после долгих переговоров договорились о договоре, который должен быть "
    "подписан до конца года. Об этом вечером сообщил представитель правительства.",
    "ko": "양국 외교장관은 오랜 협상 끝에 올해 안에 서명할 조약에 합의했다고 정부 대변인이 저녁에 밝혔다.",
}


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_function_words_decide_for_running_text(text: str, code: str) -> None:
    assert recognise_language(text) == (code, 1.0)


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_other_languages_are_rejected_by_name(code: str) -> None:
    rejected = read_dispatch(OTHERS[code], date="2024-08-01", config=TODAY)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.LANGUAGE
    assert f"'{code}'" in rejected.detail


@pytest.mark.parametrize(
    ("text", "code"),
    [("Der Minister sprach mit seiner Amtskollegin.", "de"), ("The minister spoke to his colleague.", "en")],
)
def test_short_texts_go_to_the_model(text: str, code: str) -> None:
    read = read_dispatch(text, date="2024-08-01", config=TODAY)
    assert isinstance(read, Dispatch)
    assert read.language == code


def test_words_without_a_language_are_rejected_with_advice() -> None:
    rejected = read_dispatch("12345 +++ 67890", date="2024-08-01", config=TODAY)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, "name it in the field language" in rejected.detail) == (Reason.LANGUAGE, True)


def test_a_given_language_is_believed() -> None:
    read = read_dispatch("12345", date="2024-08-01", language="de-AT", config=TODAY)
    assert isinstance(read, Dispatch)
    assert read.language is Language.GERMAN
    rejected = read_dispatch(GERMAN, date="2024-08-01", language="fr", config=TODAY)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.LANGUAGE


def test_the_configured_language_fills_the_gap_only() -> None:
    config = ReadConfig(today=TODAY.today, language=Language.GERMAN)
    read = read_dispatch("12345", date="2024-08-01", config=config)
    assert isinstance(read, Dispatch)
    assert read.language is Language.GERMAN
    other = read_dispatch("12345", date="2024-08-01", language="en", config=config)
    assert isinstance(other, Dispatch)
    assert other.language is Language.ENGLISH


@pytest.mark.parametrize(
    ("written", "code"),
    [("de", "de"), ("DE_at", "de"), ("ger", "de"), ("Deutsch", "de"), ("en-US", "en"), ("fr", "fr")],
)
def test_names_of_languages(written: str, code: str) -> None:
    assert normalise_code(written) == code


def test_the_model_is_not_loaded_for_running_text() -> None:
    code = (
        "import sys; from lagebild.read import read_dispatch; "
        f"print(read_dispatch({GERMAN!r}, date='2024-08-01').language, "
        "[m for m in ('py3langid', 'numpy', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["de", "[]"]


@pytest.mark.shared
def test_german_news_is_read_as_german(shared: Path) -> None:
    lines = (shared / "data/news/zeitgeist/dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line]
    texts = [text for text in texts if len(text.split()) >= 40]
    wrong = [text[:80] for text in texts if recognise_language(text).code != "de"]
    assert len(texts) > 500
    assert len(wrong) <= len(texts) // 1000, wrong
