"""From a Draft to an Answer: the only place where one can be made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Quote, Reason, Sentence
from assistant.gate.aged import holds, labelled
from assistant.gate.quotes import locate, uncut
from assistant.gate.verdict import Evidence, Verdict

Stored = Callable[[str, str], str | None]
Verify = Callable[[str, Sequence[Evidence]], Verdict]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that did not pass, and why."""

    text: str
    reason: str


CUT = "the sentence that the quote is cut from says otherwise"
_SEAL = object()


class Answer:
    """Reasons and sentences that passed the gate. Nothing but `pass_gate` can make one."""

    __slots__ = ("conflicts", "reasons", "sentences")

    reasons: tuple[Reason, ...]
    sentences: tuple[Sentence, ...]
    conflicts: tuple[tuple[int, int], ...]

    def __init__(self, seal: object, draft: Draft) -> None:
        if seal is not _SEAL:
            raise TypeError("an Answer comes from the gate only: assistant.gate.answer.pass_gate")
        for name in self.__slots__:
            object.__setattr__(self, name, getattr(draft, name))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an Answer can't be changed: {name}")


def pass_gate(draft: Draft, stored: Stored, verify: Verify) -> tuple[Answer | None, tuple[Dropped, ...]]:
    """The part of `draft` whose quotes stand in the stored text and support what is said; None if nothing is left.

    `stored(source_id, version)` is the whole text of a version, or None where it is not held.
    """
    refused = [_refused(s, stored, verify) for s in draft.sentences]
    reasons = tuple(r for r in draft.reasons if _refusal(r.text, r.quotes, stored, verify) is None)
    kept = [place for place, refusal in enumerate(refused) if refusal is None]
    dropped = tuple(Dropped(s.text, why) for s, why in zip(draft.sentences, refused, strict=True) if why)
    if not kept and not reasons:
        return None, dropped
    sentences = tuple(labelled(draft.sentences[place]) for place in kept)
    return Answer(_SEAL, Draft(reasons, sentences, _moved(draft.conflicts, kept))), dropped


def _refused(sentence: Sentence, stored: Stored, verify: Verify) -> str | None:
    """Why a sentence does not pass; its label, which is no sentence, by its days and its own quote."""
    aged, why = sentence.aged, _refusal(sentence.text, sentence.quotes, stored, verify)
    if aged is None or why:
        return why
    why = _refusal(aged.quote.text, (aged.quote,), stored, verify)
    return why or (None if holds(aged) else f"{aged.quote.text!r} is not {aged.aging} on {aged.day.isoformat()}")


def _refusal(text: str, quotes: Sequence[Quote], stored: Stored, verify: Verify) -> str | None:
    if not quotes:
        return "no citation"
    for quote in quotes:
        source_text = stored(quote.source.source_id, quote.version)
        if source_text is None:
            return f"version {quote.version[:12]} of {quote.source.source_id} is not held"
        if not (located := locate(source_text, quote.start, quote.end, quote.text)):
            return located.reason
    verdict = verify(text, [Evidence(quote.text, quote.context) for quote in quotes])
    if not verdict.supported:
        return verdict.reason
    whole = [_uncut(quote, stored) for quote in quotes]
    if not any(whole):
        return None
    verdict = verify(text, [Evidence(w or q.text, q.context) for w, q in zip(whole, quotes, strict=True)])
    return None if verdict.supported else f"{CUT}: {verdict.reason}"


def _uncut(quote: Quote, stored: Stored) -> str | None:
    text = stored(quote.source.source_id, quote.version)
    return uncut(text, quote.start, quote.end) if text else None


def _moved(conflicts: Sequence[tuple[int, int]], kept: Sequence[int]) -> tuple[tuple[int, int], ...]:
    place = {old: new for new, old in enumerate(kept)}
    return tuple((place[i], place[j]) for i, j in conflicts if i in place and j in place)
