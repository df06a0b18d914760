"""Tunes the last layers of the encoder to listed requests. Some ten minutes of two processors; torch does it."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from knowledge.index.reference import model_folder, reference
from tickmark.tuned import ASKED, CALLED, WISH, Example, Head, Matrix, Tuned

LAYERS, EPOCHS, BATCH, RATE = 4, 3, 32, 1e-3
SCALE = 8.0  # a unit vector is read times this
RANK = 16  # of what a weight matrix may change by
DROPPED, WARM, LONGEST_STEP = 0.1, 100, 1.0
SMOOTHED = 0.1  # of a label is spread over all classes: without, what is learned is far surer than it is right
SHARPENED = 1.4  # what is read is made surer again by this
_OFF = float(torch.finfo(torch.float32).min)
Tell = Callable[[int, int, float], None]


def tune(examples: Sequence[Example], classes: Sequence[str], lists: str, tell: Tell) -> Tuned:
    """Learn from `examples`; `tell(step, of, loss)` hears how it goes. The same examples give the same result on one machine."""
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311
    model = reference(model_folder())
    net, tokenizer = model[0].auto_model, model.tokenizer
    tuned = _Net(net, len(classes))
    states = _below(tuned, tokenizer, [one.text for one in examples])
    _train(tuned, states, examples, chance, tell)
    return _taken(tuned, tuple(classes), lists)


def change(tuned: Tuned, transformer: Any) -> None:
    """Change a published transformer, in place, into the tuned one."""
    with torch.no_grad():
        for name, (left, right) in tuned.factors.items():
            transformer.get_parameter(name).add_(torch.from_numpy(left @ right))


class _Net(nn.Module):  # type: ignore[misc]
    """The encoder's last layers and what is read from them; what lies below stays as it is."""

    def __init__(self, net: Any, classes: int) -> None:
        super().__init__()
        self.net = net
        for one in net.parameters():
            one.requires_grad_(False)
        layers = net.encoder.layer
        self.low, self.top = layers[:-LAYERS], layers[-LAYERS:]
        self.changes = {f"encoder.layer.{name}": one for name, one in _changed(layers, len(self.low))}
        self.drop = nn.Dropout(DROPPED)
        sizes = {WISH: classes, ASKED: 2, CALLED: 2}
        self.heads = nn.ModuleDict({name: nn.Linear(net.config.hidden_size, size) for name, size in sizes.items()})

    def forward(self, states: Sequence[Any]) -> dict[str, Any]:
        """Scores by head (texts x classes), for texts given as the states below the tuned layers (tokens x width)."""
        hidden = nn.utils.rnn.pad_sequence([one.float() for one in states], batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in states], batch_first=True)
        hidden = _through(self.top, hidden, mask)
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vector = self.drop(SCALE * functional.normalize(mean, dim=1))
        return {name: head(vector) for name, head in self.heads.items()}


class _Changed(nn.Module):  # type: ignore[misc]
    """A linear map and, added to its weights, a product of two narrow matrices, which is learned."""

    def __init__(self, whole: Any) -> None:
        super().__init__()
        self.whole = whole
        self.left = nn.Parameter(torch.zeros(whole.out_features, RANK))
        self.right = nn.Parameter(torch.randn(RANK, whole.in_features) / whole.in_features**0.5)

    def forward(self, hidden: Any) -> Any:
        return self.whole(hidden) + hidden @ self.right.T @ self.left.T


def _changed(layers: Any, first: int) -> Iterator[tuple[str, _Changed]]:
    """Every linear map of the layers from the `first` on, put in place with its name."""
    for name, whole in [(n, m) for n, m in layers.named_modules() if isinstance(m, nn.Linear)]:
        if int(name.split(".", 1)[0]) >= first:
            holder, _, own = name.rpartition(".")
            made = _Changed(whole)
            setattr(layers.get_submodule(holder), own, made)
            yield name, made


def _through(layers: Any, hidden: Any, mask: Any) -> Any:
    bias = (1 - mask[:, None, None, :].float()) * _OFF
    for layer in layers:
        out = layer(hidden, bias)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


def _below(tuned: _Net, tokenizer: Any, texts: Sequence[str]) -> list[Any]:
    """What the frozen layers make of each text, once: two bytes a number."""
    found: list[Any] = [None] * len(texts)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    tuned.eval()
    with torch.no_grad():
        for part in _parts(order):
            held = tokenizer([texts[i] for i in part], padding=True, truncation=True, return_tensors="pt")
            mask = held["attention_mask"]
            hidden = _through(tuned.low, tuned.net.embeddings(held["input_ids"]), mask)
            for i, one, count in zip(part, hidden, mask.sum(1).tolist(), strict=True):
                found[i] = one[:count].half()
    return found


def _parts(order: Sequence[int]) -> Iterator[Sequence[int]]:
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _train(tuned: _Net, states: Sequence[Any], examples: Sequence[Example], chance: random.Random, tell: Tell) -> None:
    own = [one for one in tuned.parameters() if one.requires_grad]
    turns = torch.optim.AdamW(own, lr=RATE, weight_decay=0.01)
    steps = EPOCHS * len(list(_parts(range(len(examples)))))
    pace = torch.optim.lr_scheduler.LambdaLR(turns, lambda step: min(1, step / WARM) * max(0, 1 - step / steps))
    tuned.train()
    tuned.low.eval()
    for step, part in enumerate(_drawn(states, chance), 1):
        loss = _loss(tuned([states[i] for i in part]), [examples[i] for i in part])
        turns.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(own, LONGEST_STEP)
        turns.step()
        pace.step()
        tell(step, steps, loss.item())


def _drawn(states: Sequence[Any], chance: random.Random) -> Iterator[Sequence[int]]:
    """Batches of about equally long texts, in any order, each text once in an epoch."""
    for _ in range(EPOCHS):
        order = sorted(range(len(states)), key=lambda i: len(states[i]) * chance.uniform(0.8, 1.2))
        parts = list(_parts(order))
        chance.shuffle(parts)
        yield from parts


def _loss(scores: Mapping[str, Any], examples: Sequence[Example]) -> Any:
    """What each head misses, as a mean over all examples."""
    total = torch.zeros(())
    for name, told in scores.items():
        rows = [i for i, one in enumerate(examples) if name in one.labels]
        if rows:
            wanted = torch.tensor([examples[i].labels[name] for i in rows])
            total = total + functional.cross_entropy(
                told[rows], wanted, reduction="sum", label_smoothing=SMOOTHED
            ) / len(examples)
    return total


def _taken(tuned: _Net, classes: tuple[str, ...], lists: str) -> Tuned:
    factors = {f"{name}.weight": (_array(one.left), _array(one.right)) for name, one in tuned.changes.items()}
    heads = {name: _head(head) for name, head in tuned.heads.items()}
    return Tuned(classes, factors, heads, lists)


def _head(head: Any) -> Head:
    return Head(SHARPENED * SCALE * _array(head.weight), SHARPENED * _array(head.bias))


def _array(held: Any) -> Matrix:
    found: Matrix = held.detach().numpy()
    return found
