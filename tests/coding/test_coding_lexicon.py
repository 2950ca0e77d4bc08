"""Every frame of the lexicon codes its own examples and stays silent on its counter-examples."""

import pytest
from coding_sketches import draw

from lagebild.coding import CodingConfig
from lagebild.coding.frames import Frame, FrameKind, load_lexicon
from lagebild.coding.framing import draft_frames
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import Knowledge, load_knowledge
from lagebild.schema import Language

UPOS = {FrameKind.VERB: "VERB", FrameKind.NOUN: "NOUN", FrameKind.ADJECTIVE: "ADJ"}
FRAMES = [frame for language in Language for frame in load_lexicon(language).frames]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def found(frame: Frame, sketch: str, lemma: str, knowledge: Knowledge) -> list[str]:
    """What the frame codes in a sketch, as `ACTORS > RECIPIENTS`."""
    language = Language(frame.id[:2])
    word = lemma.lstrip("*")
    form = word.capitalize() if frame.kind is FrameKind.NOUN and language is Language.GERMAN else word
    annotated = draw(sketch, form, upos=UPOS[frame.kind], knowledge=knowledge, language=language)
    drafts = draft_frames(read_annotated(annotated, knowledge, CodingConfig()))
    return [
        f"{' '.join(sorted(p.country for p in d.actors))} > {' '.join(sorted(p.country for p in d.recipients))}".strip()
        for d in drafts
        if d.reason == f"frame:{frame.id}"
    ]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_examples_are_coded(frame: Frame, knowledge: Knowledge) -> None:
    assert frame.examples
    for example in frame.examples:
        sketch, _, expected = example.partition("=>")
        sides = [" ".join(sorted(side.split())) for side in expected.split(">")]
        wanted = f"{sides[0]} > {sides[1]}".strip()
        for lemma in frame.lemmas:
            assert wanted in found(frame, sketch.strip(), lemma, knowledge), f"{frame.id}: {lemma} in {sketch!r}"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_counter_examples_are_not(frame: Frame, knowledge: Knowledge) -> None:
    assert frame.counter
    for sketch in frame.counter:
        for lemma in frame.lemmas:
            assert found(frame, sketch, lemma, knowledge) == [], f"{frame.id}: {lemma} in {sketch!r}"


def test_frame_ids_are_unique() -> None:
    ids = [(frame.kind, frame.id) for frame in FRAMES]
    assert len(ids) == len(set(ids))
