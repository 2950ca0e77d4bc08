"""The pieces the model keeps: those that German and English text needs, out of 250,037.

Kept are the special pieces, every single character of the Latin script, digits and punctuation, and every piece that
occurs when the frequent words of German and English and the training texts are cut with the full vocabulary.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from training.e5 import E5

BOS, PAD, EOS, UNK = 0, 1, 2, 3


def build_tokenizer(pieces: list[str], scores: Iterable[float]) -> Tokenizer:
    """A unigram tokenizer for single words over the given pieces; the first four pieces are special."""
    tokenizer = Tokenizer(models.Unigram([(p, float(s)) for p, s in zip(pieces, scores, strict=True)], unk_id=UNK))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    return tokenizer


def select_pieces(e5: E5, words: Iterable[str]) -> NDArray[np.int64]:
    """Ids of the pieces to keep, ascending, the special ones first."""
    from wordfreq import top_n_list

    full = build_tokenizer(e5.pieces, e5.scores)
    keep = {BOS, PAD, EOS, UNK}
    keep.update(i for i, piece in enumerate(e5.pieces) if _is_basic(piece.removeprefix("▁")))
    listed = [*top_n_list("de", 120_000, wordlist="large"), *top_n_list("en", 80_000, wordlist="large")]
    for word in {*words, *listed, *(w.capitalize() for w in listed)}:
        keep.update(full.encode(word).ids)
    return np.array(sorted(keep), dtype=np.int64)


def _is_basic(piece: str) -> bool:
    return piece == "" or (len(piece) == 1 and ord(piece) < 0x250) or piece in "„“”‚‘’»«›‹–—…€£$%§°•−"
