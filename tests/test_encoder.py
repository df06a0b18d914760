"""The exported encoder against the reference, and what its export promises."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import onnx
import pytest

from knowledge.index.encoder import ABOUT, MODEL, WEIGHTS, Encoder, EncoderMissing, inputs_in, load

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
    alike = (found * expected).sum(axis=1)
    assert alike.mean() >= 0.985
    assert alike.min() >= 0.95  # the shortest texts are the furthest off
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_a_text_has_one_vector_alone_and_among_others(encoder: Encoder) -> None:
    texts = sample()
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([one]) for one in texts])
    assert (together == alone).all()
    assert (encoder.encode(texts[::-1])[::-1] == together).all()


def test_an_encoder_of_a_release_before_is_used_until_it_is_renewed(
    encoder_folder: Path, tmp_path: Path, export: ModuleType
) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(encoder_folder, folder)
    about = folder / ABOUT
    about.write_text(about.read_text("utf-8").replace("onnx-int8-fused", "onnx-fp32"), "utf-8")
    assert load(folder).key.endswith("onnx-fp32")
    export.renew(folder)
    assert load(folder).key.endswith("onnx-int8-fused")
    made = about.stat().st_ino
    export.renew(folder)
    assert about.stat().st_ino == made


def test_a_graph_of_a_release_before_is_given_all_that_it_asks_for_until_it_is_renewed(
    encoder: Encoder, encoder_folder: Path, tmp_path: Path, export: ModuleType
) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(encoder_folder, folder)
    graph = onnx.load(folder / MODEL, load_external_data=False)
    for name in ("attention_mask", "token_type_ids"):
        graph.graph.input.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.INT64, [1, "tokens"]))
    onnx.save(graph, folder / MODEL)
    about = json.loads((folder / ABOUT).read_text("utf-8"))
    del about["inputs"]
    about["sizes"][MODEL] = (folder / MODEL).stat().st_size
    (folder / ABOUT).write_text(json.dumps(about), "utf-8")
    assert (load(folder).encode(["which controls"]) == encoder.encode(["which controls"])).all()
    export.renew(folder)
    assert inputs_in(folder) == ["input_ids"]


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.width)


def test_its_key_names_model_weights_and_variant(encoder: Encoder, reference: ModuleType) -> None:
    assert encoder.key == f"{reference.NAME}@{reference.WEIGHTS_SHA256[:12]}/onnx-int8-fused"


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
