"""The exported encoder against the reference, and what its export promises."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from knowledge.index.encoder import BATCH, TOKENS, WEIGHTS, Encoder, EncoderMissing, batches_of, load

LIBRARY = Path(__file__).resolve().parents[1] / "knowledge" / "library"


@pytest.fixture
def reference() -> ModuleType:
    """Imported where it is used: torch takes seconds, and every process that runs tests reads this file."""
    from knowledge.index import reference

    return reference


@pytest.fixture
def export() -> ModuleType:
    """As `reference`."""
    from knowledge.index import export

    return export


def sample() -> list[str]:
    """Fifty texts: paragraphs of the library, and shapes that trip tokenizers."""
    odd = [
        "",
        " ",
        "?",
        "ISO/IEC 27001:2022",
        "SOC 2® – Überprüfung",
        "审计",
        "🙂 ok",
        "word " * 400,
        "a\x00b",
        "x" * 500,
    ]
    pages = "\n\n".join(page.read_text("utf-8") for page in sorted(LIBRARY.glob("*.md")))
    paragraphs = [part for part in pages.split("\n\n") if part.strip()]
    return odd + paragraphs[:: max(1, len(paragraphs) // 40)][:40]


def test_it_agrees_with_the_reference(encoder: Encoder, reference: ModuleType) -> None:
    texts = sample()
    expected = reference.encode(reference.reference(reference.model_folder()), texts)
    found = encoder.encode(texts)
    assert found.shape == expected.shape == (len(texts), encoder.width)
    assert (found * expected).sum(axis=1).min() >= 0.9999
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_a_text_has_one_vector_alone_and_in_any_batch(encoder: Encoder) -> None:
    texts = sample()
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([one]) for one in texts])
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(encoder.encode(texts[::-1])[::-1] - together).max() < 1e-5


def test_a_batch_holds_few_tokens_however_long_its_texts_are() -> None:
    lengths = [256] * 40 + [100] * 40 + [5] * 90
    batches = list(batches_of(range(len(lengths)), lengths))
    assert [place for batch in batches for place in batch] == list(range(len(lengths)))
    assert all(
        len(batch) <= BATCH and sum(max(lengths[b] for b in batch) for _ in batch) <= TOKENS for batch in batches
    )
    assert list(batches_of([0], [3 * TOKENS])) == [[0]]


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.width)


def test_its_key_names_model_weights_and_variant(encoder: Encoder, reference: ModuleType) -> None:
    assert encoder.key == f"{reference.NAME}@{reference.WEIGHTS_SHA256[:12]}/onnx-fp32"


def test_loading_needs_no_torch(encoder_folder: Path) -> None:
    code = f"import sys, pathlib; from knowledge.index.encoder import load; load(pathlib.Path({str(encoder_folder)!r}))"
    code += ".encode(['a']); sys.exit(any(one in sys.modules for one in ('torch', 'transformers', 'chromadb')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_half_written_folder_is_missing_and_is_written_again(
    encoder_folder: Path, tmp_path: Path, export: ModuleType
) -> None:
    folder = tmp_path / "encoder"
    with pytest.raises(EncoderMissing):
        load(folder)
    shutil.copytree(encoder_folder, folder)
    with (folder / WEIGHTS).open("r+b") as weights:
        weights.truncate(1000)
    with pytest.raises(EncoderMissing):
        load(folder)
    export.export(folder)
    assert load(folder).encode(["whole again"]).shape[0] == 1
    assert [one.name for one in tmp_path.iterdir()] == ["encoder"]


def test_other_weights_are_refused(tmp_path: Path, reference: ModuleType, export: ModuleType) -> None:
    source = tmp_path / "model"
    shutil.copytree(reference.model_folder(), source)
    with (source / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, 2)
        weights.write(b"\x7f")
    with pytest.raises(reference.WrongWeights):
        export.export(tmp_path / "encoder", source)
    assert not (tmp_path / "encoder").exists()
