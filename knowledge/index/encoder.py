"""Texts to vectors on ONNX Runtime: a cold start of a tenth of a second, where torch takes four."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from knowledge.index.recent import Recent
from knowledge.index.scope import Matrix

MODEL, TOKENIZER, ABOUT, WEIGHTS = "model.onnx", "tokenizer.json", "about.json", "weights.bin"
BATCH = 32  # texts at once at most
TOKENS = 2048  # of a batch with its padding, at most: the memory that a run takes grows with them
FEW = 64  # texts of a question and what may answer it; more are an ingest, in which none comes twice
_CHUNK = 4096  # texts tokenized at once


class EncoderMissing(Exception):  # noqa: N818
    """The folder holds no whole encoder; export one."""


@dataclass(frozen=True)
class Encoder:
    """`key` names model, weights and variant: vectors of different keys can't be compared."""

    key: str
    width: int
    _session: ort.InferenceSession
    _tokenizer: Tokenizer
    _recent: Recent = field(default_factory=Recent)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """float32 (len(texts), width), each row of unit length; what is beyond the model's tokens is not read."""
        if len(texts) > FEW:
            return self._encoded(texts)
        return self._recent.rows(texts, self.width, self._encoded)

    def _encoded(self, texts: Sequence[str]) -> Matrix:
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            encodings = self._tokenizer.encode_batch(list(texts[start : start + _CHUNK]))
            order = sorted(range(len(encodings)), key=lambda place: -len(encodings[place].ids))
            for places in batches_of(order, [len(encoding.ids) for encoding in encodings]):
                vectors[[start + place for place in places]] = self._run([encodings[place] for place in places])
        return vectors

    def knows(self, word: str) -> bool:
        """Whether `word` (lower case) is a token of its own: a common word, spelt right."""
        return self._tokenizer.token_to_id(word) is not None

    def _run(self, encodings: Sequence[Encoding]) -> Matrix:
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return np.asarray(self._session.run(None, inputs)[0], dtype=np.float32)


def batches_of(order: Sequence[int], lengths: Sequence[int]) -> Iterator[Sequence[int]]:
    """`order` (longest first) cut into batches of at most BATCH texts and TOKENS tokens, one text at least."""
    at = 0
    while at < len(order):
        size = max(1, min(BATCH, TOKENS // max(1, lengths[order[at]])))
        yield order[at : at + size]
        at += size


def load(folder: Path) -> Encoder:
    """The encoder that was exported into `folder`. Raises EncoderMissing unless every file of it is whole."""
    if not is_whole(folder):
        raise EncoderMissing(f"no whole encoder in {folder.name}")
    about = json.loads((folder / ABOUT).read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=about["max_tokens"])
    return Encoder(about["key"], about["width"], _session(folder / MODEL), tokenizer)


def is_whole(folder: Path) -> bool:
    """True if every file that the export wrote is there at its full size."""
    try:
        sizes: dict[str, int] = json.loads((folder / ABOUT).read_text("utf-8"))["sizes"]
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError):
        return False


def optimise(raw: Path, folder: Path) -> None:
    """Write the graph in `raw` to `folder`, simplified, its weights in a file of their own, which loading maps."""
    options = _quiet()
    # EXTENDED is as fast as ALL here and does not depend on the processor, so that a home may move.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / MODEL)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    ort.InferenceSession(str(raw), options, providers=["CPUExecutionProvider"])


def _session(model: Path) -> ort.InferenceSession:
    options = _quiet()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _quiet() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.log_severity_level = 3
    # Threads that wait for work by spinning take the cores from whatever else runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
