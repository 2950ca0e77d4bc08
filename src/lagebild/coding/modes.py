"""Modes that the words around a trigger tell: a strike with drones is mode drone, a visit's talks by phone are phone.

Reads the `[modes]` of `words.toml` (type, mode, word parts) and looks at the trigger first, then at the nominal words
of its clause.
"""

from lagebild.coding.reading import Reading


def find_mode(reading: Reading, kind: str, index: int) -> str | None:
    """The mode the words of the trigger's clause name, None when they name none."""
    patterns = reading.lexicon.modes.get(kind)
    if not patterns:
        return None
    tree = reading.tree
    near = [index, *tree.children[index]]
    head = tree.tokens[index].head
    if head >= 0 and tree.tokens[index].upos not in ("VERB", "AUX"):
        near += [head, *tree.children[head]]
    for mode, name in patterns:
        for at in near:
            token = tree.tokens[at]
            if reading.lexicon.in_class(token.lemma.lower(), name) or reading.lexicon.in_class(
                token.text.lower(), name
            ):
                return mode
    return None
