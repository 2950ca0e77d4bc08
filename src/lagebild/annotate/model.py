"""The shipped language model: word vectors, tags, trees, names and proposed claims in one pass of one encoder.

`LanguageModel.load()` reads the package data in `annotate/model/` (checked against the manifest's checksums) and
`LanguageModel.read()` takes windows of words and gives `Analysis` values, one a window. It knows words and sentence
borders only, neither characters nor dates. Shapes: N words.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lagebild.annotate.decode import (
    Tree,
    decode_trees,
    join_persons,
    mend_cases,
    mend_coordination,
    mend_particles,
    mend_tenses,
)
from lagebild.annotate.lemmas import choose_lemma
from lagebild.annotate.roles import number_path
from lagebild.errors import DataError

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BOS, EOS, UNK = 0, 2, 3
LONGEST_WORD = 16
LONGEST_WINDOW = 512


class Window(NamedTuple):
    """Words read in one pass: forms, and half-open word ranges of the sentences."""

    forms: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    style: str


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """What the claim heads say of one window; rows are words.

    `types` (N, types) are probabilities; `modes`, `statuses` and `countries` logits; `queries` and `keys` (N, P) are
    the vectors of a word as trigger and as filler of a role.
    """

    types: Floats
    modes: Floats
    statuses: Floats
    countries: Floats
    queries: Floats
    keys: Floats


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tags, lemmas, tree and names of one window, and the raw scores of its claims."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    tree: Tree
    names: tuple[str, ...]
    """IOB2 tags, repaired so that every I- continues a name of its type."""
    claims: ClaimScores


class Labels(NamedTuple):
    """The classes of every head, in the order of their indices."""

    upos: list[str]
    feats: list[str]
    scripts: list[str]
    relations: list[str]
    names: list[str]
    types: list[str]
    modes: list[str]
    statuses: list[str]
    countries: list[str]
    paths: list[str]
    styles: list[str]
    roles: list[str]


class LanguageModel:
    """The loaded model. The same window gives the same analysis, whatever else is read."""

    def __init__(self, session: Any, tokenizer: Any, labels: Labels, tables: dict[str, NDArray[Any]]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.labels = labels
        self._vectors: Floats = dequantise(tables["words"]).reshape(len(tables["words"]), -1)
        self._tables = tables
        self._paths = {path: i for i, path in enumerate(labels.paths)}
        self._pieces: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, folder: Traversable | None = None, *, threads: int = 1) -> "LanguageModel":
        """Load from package data, or from another folder of the same form."""
        import onnxruntime
        from tokenizers import Tokenizer

        home = folder or files("lagebild.annotate").joinpath("model")
        try:
            manifest = json.loads(home.joinpath("manifest.json").read_text("utf-8"))
            content = {name: home.joinpath(name).read_bytes() for name in manifest["sha256"]}
        except FileNotFoundError as error:
            raise DataError(f"model file {error.filename} is missing: install the package anew") from error
        for name, expected in manifest["sha256"].items():
            if hashlib.sha256(content[name]).hexdigest() != expected:
                raise DataError(f"model file {name} differs from its manifest: install the package anew")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(content["model.onnx"], options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(content["tokenizer.json"].decode("utf-8"))
        tables = _read_tables(content["tables.npz"])
        return cls(session, tokenizer, Labels(**manifest["labels"]), tables)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Ids of a word's pieces, at most LONGEST_WORD."""
        known = self._pieces.get(word)
        if known is None:
            if len(self._pieces) > 200_000:
                self._pieces.clear()
            known = tuple(self._tokenizer.encode(word).ids[:LONGEST_WORD]) or (UNK,)
            self._pieces[word] = known
        return known

    def length(self, forms: Sequence[str]) -> int:
        """Subwords that the words take in a window."""
        return sum(len(self.pieces(w)) for w in forms)

    def read(self, windows: Sequence[Window]) -> list[Analysis]:
        """Analyse windows; every window must fit into LONGEST_WINDOW subwords.

        Windows are read one by one: the encoder quantises activations over all it is given, so a window read beside
        others would get other scores; alone it also costs less, without padding.
        """
        found = []
        for window in windows:
            outputs = self._session.run(_OUTPUTS, self._feed(window))
            found.append(self._decode(window, {name: out[0] for name, out in zip(_OUTPUTS, outputs, strict=True)}))
        return found

    def encode_only(self, windows: Sequence[Window]) -> None:
        """Run the bare encoder on windows and drop the result: the yardstick of `lagebild bench`."""
        import onnxruntime

        options = onnxruntime.RunOptions()
        options.only_execute_path_to_fetches = True
        for window in windows:
            self._session.run(["hidden"], self._feed(window), options)

    def _feed(self, window: Window) -> dict[str, NDArray[Any]]:
        words = [self.pieces(w) for w in window.forms]
        sizes = np.fromiter(map(len, words), np.int64, len(words))
        last = np.cumsum(sizes)
        ids = np.array([BOS, *(p for w in words for p in w), EOS], np.int64)
        return {
            "vectors": self._vectors[ids][None],
            "first": (last - sizes + 1)[None],
            "last": last[None],
            "style": np.array([self.labels.styles.index(window.style)], np.int64),
        }

    def _decode(self, window: Window, out: dict[str, NDArray[Any]]) -> Analysis:
        labels = self.labels
        upos = tuple(labels.upos[i] for i in out["upos"].tolist())
        feats = tuple(labels.feats[i] for i in out["feats"].tolist())
        scripts = [tuple(labels.scripts[i] for i in best) for best in out["scripts"].tolist()]
        tree = decode_trees(
            window.sentences,
            (out["arc_dep"], out["arc_head"], out["arc_root"]),
            (out["rel_dep"], out["rel_head"]),
            self._tables,
            labels.relations,
        )
        tree = mend_coordination(tree, window.sentences)
        if window.style == "gsd":
            tree = mend_particles(tree, upos, window.sentences)
            tree, feats = mend_cases(tree, window.forms, feats, window.sentences)
            # A determiner by its relation is one by its tag, as in all of GSD and PUD; other treebanks say PRON.
            upos = tuple("DET" if r == "det" and u == "PRON" else u for u, r in zip(upos, tree.relations, strict=True))
        lemmas = tuple(map(choose_lemma, window.forms, upos, feats, scripts, repeat(window.style)))
        if window.style == "gsd":
            feats = mend_tenses(window.forms, lemmas, upos, feats)
        return Analysis(
            upos=upos,
            feats=feats,
            lemmas=lemmas,
            tree=tree,
            names=join_persons(_repair([labels.names[i] for i in out["names"].tolist()]), tree),
            claims=ClaimScores(
                types=out["types"],
                modes=out["modes"],
                statuses=out["statuses"],
                countries=out["countries"],
                queries=out["pair_query"],
                keys=out["pair_key"],
            ),
        )

    def role_scores(self, claims: ClaimScores, trigger: int, paths: Sequence[str], kinds: Ints) -> Floats:
        """Logits (N, roles): how well each word of a window fills each role of a trigger.

        `paths` and `kinds` (N,) are those of `lagebild.annotate.roles`.
        """
        tables, query = self._tables, claims.queries[trigger]
        at = np.fromiter((number_path(path, self._paths) for path in paths), np.int64, len(paths))
        near = distance_bucket(np.arange(len(paths)) - trigger)
        between = tables["role_path.weight"][at] + tables["role_near.weight"][near] + tables["role_kind.weight"][kinds]
        hidden = np.maximum(claims.keys + between + query, 0)
        product = claims.keys @ (tables["role_product"] * query).T
        scores: Floats = hidden @ tables["role_out.weight"].T + tables["role_out.bias"] + product
        return scores


_OUTPUTS = (
    "upos feats scripts arc_dep arc_head arc_root rel_dep rel_head names types modes statuses countries pair_query "
    "pair_key"
).split()


def dequantise(blocks: NDArray[np.uint8]) -> Floats:
    """Q4_0 blocks (..., 18) to weights (..., 32): an fp16 scale, then 16 bytes of two 4-bit weights each."""
    scale = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    weights: Floats = np.empty((*blocks.shape[:-1], 32), np.float32)
    np.subtract(blocks[..., 2:] & 15, np.float32(8), out=weights[..., :16])
    np.subtract(blocks[..., 2:] >> 4, np.float32(8), out=weights[..., 16:])
    weights *= scale
    return weights


def distance_bucket(offset: Ints) -> Ints:
    """Signed distances in words to buckets: 0-7 before, 8-15 after; 0, 1, 2, 4, 8, 16, 32, 64 and more."""
    size = np.floor(np.log2(np.maximum(np.abs(offset), 1))).astype(np.int64) + (offset != 0)
    buckets: Ints = np.minimum(size, 7) + 8 * (offset > 0)
    return buckets


def _repair(tags: list[str]) -> tuple[str, ...]:
    previous = "O"
    repaired = []
    for tag in tags:
        fixed = "B" + tag[1:] if tag[0] == "I" and previous[1:] != tag[1:] else tag
        repaired.append(fixed)
        previous = fixed
    return tuple(repaired)


def _read_tables(content: bytes) -> dict[str, NDArray[Any]]:
    import io

    with np.load(io.BytesIO(content)) as archive:
        return {name: archive[name] for name in archive.files}
