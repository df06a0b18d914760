"""Export the reference encoder once, so that later starts need no torch. torch writes the graph with `onnx`."""

import json
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from knowledge.index.encoder import ABOUT, MODEL, TOKENIZER, WEIGHTS, inputs_in, is_whole, key_in, optimise
from knowledge.index.reference import NAME, WEIGHTS_SHA256, model_folder, reference

VARIANT = "onnx-int8-fused"
KEY = f"{NAME}@{WEIGHTS_SHA256[:12]}/{VARIANT}"
Change = Callable[[Any], None]
INPUTS = ["input_ids"]


class _Pooled(torch.nn.Module):  # type: ignore[misc]
    """The transformer over one whole text, the mean of its tokens, at unit length.

    Nothing is padded, so nothing is masked: to build a mask and add it in each layer takes a tenth of the time. Shapes are
    told rather than computed.
    """

    def __init__(self, transformer: Any) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: Any) -> Any:
        states = self.transformer.embeddings(input_ids, token_type_ids=torch.zeros_like(input_ids))
        for layer in self.transformer.encoder.layer:
            seen = layer.attention.output(_attended(layer.attention.self, states), states)
            states = layer.output(layer.intermediate(seen), seen)
        return torch.nn.functional.normalize(states.mean(1), dim=1)


class _Attention(torch.autograd.Function):  # type: ignore[misc]
    """All heads in one operator of ONNX Runtime, which has a kernel for them; spelt out, they are transposed four times."""

    @staticmethod
    def forward(_ctx: Any, query: Any, _key: Any, _value: Any, _heads: int, _scale: float) -> Any:
        return torch.empty_like(query)  # traced, never run

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int, scale: float) -> Any:
        given = {"num_heads_i": heads, "scale_f": scale}
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, **given).setType(query.type())


def _attended(own: Any, states: Any) -> Any:
    """What the heads of an attention make of `states`, side by side."""
    parts = [one(states) for one in (own.query, own.key, own.value)]
    return _Attention.apply(*parts, own.num_attention_heads, float(own.scaling))


def as_published(_transformer: Any) -> None:
    """The weights as they are."""


def export(folder: Path, source: Path | None = None, key: str = KEY, change: Change = as_published) -> None:
    """Write the encoder into `folder`, whole or not at all; `source` holds the weights (the installed ones if None).

    `change` may alter the transformer in place before; then it has another `key`. Of several processes that export at once,
    one's result stays. Raises WrongWeights.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    origin = source or model_folder()
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(made, origin, key, change)
        _put_in_place(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def renew(folder: Path) -> None:
    """Put the present encoder in `folder` where a release before left another one. Of its vectors, if its key is another, live
    passages then lack all."""
    if is_whole(folder) and (key_in(folder), inputs_in(folder)) != (KEY, INPUTS):
        shutil.rmtree(folder)
    if not is_whole(folder):
        export(folder)


def _write(made: Path, origin: Path, key: str, change: Change) -> None:
    model = reference(origin)
    change(model[0].auto_model)
    raw, small = made / "raw.onnx", made / "small.onnx"
    _trace(model[0].auto_model.eval(), raw)
    _quantise(raw, small)
    optimise(small, made)
    raw.unlink()
    small.unlink()
    shutil.copyfile(origin / TOKENIZER, made / TOKENIZER)
    sizes = {name: (made / name).stat().st_size for name in (MODEL, WEIGHTS, TOKENIZER)}
    width = model.get_embedding_dimension()
    about = {"key": key, "width": width, "max_tokens": model.max_seq_length, "inputs": INPUTS, "sizes": sizes}
    (made / ABOUT).write_text(json.dumps(about, indent=1), "utf-8")


def _trace(transformer: Any, target: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of constants that the parity test shows to be harmless
        torch.onnx.export(
            _Pooled(transformer),
            (torch.ones(1, 8, dtype=torch.long),),
            str(target),
            input_names=INPUTS,
            output_names=["vectors"],
            dynamic_axes={INPUTS[0]: {1: "tokens"}},
            dynamo=False,
            opset_version=17,
        )


def _quantise(raw: Path, target: Path) -> None:
    """Weights in int8, a scale for each channel, in 7 bits: with 8, processors without VNNI saturate and others do not."""
    logger = logging.getLogger()
    before = logger.level
    logger.setLevel(logging.ERROR)  # it recommends a step that gains nothing here
    try:
        quantize_dynamic(raw, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    finally:
        logger.setLevel(before)


def _put_in_place(made: Path, folder: Path) -> None:
    if folder.exists() and not is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        os.rename(made, folder)
    except OSError:
        if not is_whole(folder):
            raise
