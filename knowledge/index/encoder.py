"""Texts to vectors on ONNX Runtime: a cold start of a tenth of a second, where torch takes four."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from knowledge.index.recent import Recent
from knowledge.index.scope import Matrix

MODEL, TOKENIZER, ABOUT, WEIGHTS = "model.onnx", "tokenizer.json", "about.json", "weights.bin"
WORKERS = os.cpu_count() or 1
FEW = 64  # texts of a question and what may answer it; more are an ingest, in which none comes twice
_CHUNK = 4096  # texts tokenized at once
Ids = NDArray[np.int64]
# Graphs that releases before exported ask for all of these.
_GIVEN: Mapping[str, Callable[[Ids], Ids]] = {
    "input_ids": lambda ids: ids,
    "attention_mask": np.ones_like,
    "token_type_ids": np.zeros_like,
}


class EncoderMissing(Exception):  # noqa: N818
    """The folder holds no whole encoder; export one."""


@dataclass(frozen=True)
class Encoder:
    """`key` names model, weights and variant: vectors of different keys can't be compared."""

    key: str
    width: int
    _inputs: Sequence[str]
    _session: ort.InferenceSession
    _tokenizer: Tokenizer
    _recent: Recent = field(default_factory=Recent)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """float32 (len(texts), width), each row of unit length; what is beyond the model's tokens is not read."""
        if len(texts) > FEW:
            return self._encoded(texts)
        return self._recent.rows(texts, self.width, self._encoded)

    def _encoded(self, texts: Sequence[str]) -> Matrix:
        """Each text is run alone: in a batch its int8 vector would depend on its neighbours, and little time is saved."""
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        run_all = map if len(texts) < 2 else self._threads.map
        for start in range(0, len(texts), _CHUNK):
            encodings = self._tokenizer.encode_batch(list(texts[start : start + _CHUNK]))
            # The longest first, so that no thread waits for another's last.
            order = sorted(range(len(encodings)), key=lambda one: -len(encodings[one].ids))
            for place, vector in zip(order, run_all(self._run, (encodings[one] for one in order)), strict=True):
                vectors[start + place] = vector
        return vectors

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        """As many as there are cores. They stay: to begin one costs as much as to encode a short text."""
        return ThreadPoolExecutor(WORKERS, "encoder")

    def knows(self, word: str) -> bool:
        """Whether `word` (lower case) is a token of its own: a common word, spelt right."""
        return self._tokenizer.token_to_id(word) is not None

    def _run(self, encoding: Encoding) -> Matrix:
        ids = np.array([encoding.ids], dtype=np.int64)
        return np.asarray(
            self._session.run(None, {one: _GIVEN[one](ids) for one in self._inputs})[0][0], dtype=np.float32
        )


def load(folder: Path) -> Encoder:
    """The encoder that was exported into `folder`. Raises EncoderMissing unless every file of it is whole."""
    if not is_whole(folder):
        raise EncoderMissing(f"no whole encoder in {folder.name}")
    about = _about(folder)
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=about["max_tokens"])
    return Encoder(about["key"], about["width"], inputs_in(folder), _session(folder / MODEL), tokenizer)


def is_whole(folder: Path) -> bool:
    """True if every file that the export wrote is there at its full size."""
    try:
        sizes: dict[str, int] = _about(folder)["sizes"]
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError):
        return False


def key_in(folder: Path) -> str:
    """The key of the encoder in `folder`, which is whole."""
    return str(_about(folder)["key"])


def inputs_in(folder: Path) -> list[str]:
    """What the graph of the encoder in `folder`, which is whole, is given."""
    found: list[str] = _about(folder).get("inputs", list(_GIVEN))
    return found


def optimise(raw: Path, folder: Path) -> None:
    """Write the graph in `raw` to `folder`, simplified, its weights in a file of their own, which loading maps."""
    options = _quiet()
    # EXTENDED is as fast as ALL here and does not depend on the processor, so that a home may move.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / MODEL)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    # An addition and a normalisation take a third of the time of the operator that is both.
    slow = ["SkipLayerNormFusion"]
    ort.InferenceSession(str(raw), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow)


def _about(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((folder / ABOUT).read_text("utf-8"))
    return held


def _session(model: Path) -> ort.InferenceSession:
    options = _quiet()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _quiet() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # texts run beside each other instead
    return options
