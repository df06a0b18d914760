"""Job 3: word the answer. What a model words is shown where the gate lets it through; the rest of the draft stays as it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.draft import Draft, Quote, Sentence
from assistant.gate.answer import Dropped, Stored, Verify, pass_gate
from assistant.gate.same_words import same_words, unlike
from assistant.model.fence import fenced, one_line
from assistant.model.forms import Worded, Wording
from assistant.model.session import Refused, Session
from assistant.model.surface import bare, objection
from assistant.model.talk import Failure

JOB = "word"
_WORDS = re.compile(r"\w+")
_FEWEST = 2  # words of a quote


@dataclass(frozen=True, slots=True)
class Bench:
    """What sentences are tried against: `evidence` by place in the draft (numbered from 1 for the model), and the gate."""

    evidence: tuple[tuple[int, Sentence], ...]
    stored: Stored
    verify: Verify


@dataclass(frozen=True, slots=True)
class Tried:
    """Sentences that passed, each with the places of the draft that it stands in for, and those that did not."""

    passed: tuple[tuple[Sentence, frozenset[int]], ...] = ()
    refused: tuple[Refused, ...] = ()


def worded(drafted: Draft, session: Session, stored: Stored, verify: Verify) -> Draft:
    """`drafted` with the sentences that a model worded and the gate let through, in place of those that they rest on.

    Sentences in conflict, and those with days to compare, are told as they stand. Nothing drafted is ever left out.
    """
    torn = {place for pair in drafted.conflicts for place in pair}
    evidence = tuple((i, s) for i, s in enumerate(drafted.sentences) if i not in torn and s.aged is None)
    if not evidence or not session.does(JOB):
        return drafted
    bench = Bench(evidence, stored, verify)
    tried = _twice(session, bench)
    session.passed += [sentence for sentence, _ in tried.passed]
    session.dropped += tried.refused
    return _merged(drafted, tried)


def _twice(session: Session, bench: Bench) -> Tried:
    """What passes of a first wording and, where some of it did not, of one more that is told why."""
    lines = [f"[{n}] {one_line(s.quotes[0].text)}" for n, (_, s) in enumerate(bench.evidence, 1)]
    asked = session.question.text
    values = {"question": fenced([asked], lines), "evidence": fenced(lines, [asked])}
    first = session.ask("word-answer", Wording, len(lines), values)
    if isinstance(first, Failure):
        return Tried()
    tried = _tried(first, bench, session)
    if not tried.refused:
        return tried
    failed = fenced([f"{one.text} ({one.reason})" for one in tried.refused], [asked, *lines])
    again = session.ask("repair-answer", Wording, len(lines), {**values, "failed": failed})
    mended = Tried() if isinstance(again, Failure) else _tried(again, bench, session)
    return Tried((*tried.passed, *mended.passed), (*tried.refused, *mended.refused))


def _tried(wording: Wording, bench: Bench, session: Session) -> Tried:
    session.drafted += len(wording.sentences)
    passed, refused = [], []
    for one in wording.sentences:
        sentence = _sentence(one, bench)
        sentence = sentence if isinstance(sentence, str) else _resting(sentence, bench)
        if isinstance(sentence, Sentence):
            passed.append((sentence, _stands_for(sentence, bench)))
        else:
            refused.append(Refused(one.text, sentence))
    return Tried(tuple(passed), tuple(refused))


def _sentence(one: Worded, bench: Bench) -> Sentence | str:
    """The sentence on the evidence that it cites, in the draft's order, or why it can't rest on it."""
    if not one.cite:
        return "it cites nothing"
    if any(not 1 <= n <= len(bench.evidence) for n in one.cite):
        return "it cites evidence that was not given"
    cited = [bench.evidence[n - 1][1].quotes[0] for n in sorted(set(one.cite))]
    quotes = [_copied(quote) for quote in one.quotes if quote.strip()]
    if not quotes or any(_is_short(q, cited) or all(q not in _copied(c.text) for c in cited) for q in quotes):
        return "its quote does not stand in the evidence that it cites"
    text = bare(one.text)
    return objection(text, " ".join(c.text for c in cited)) or Sentence(text, tuple(cited))


def _copied(text: str) -> str:
    """Words as they are compared: what is cited in the end is the whole sentence as it is stored, to the letter."""
    return one_line(text).casefold().rstrip(" .;")


def _is_short(quote: str, cited: Sequence[Quote]) -> bool:
    """Whether a quote is too few words to show anything, and not all that is cited."""
    return len(_WORDS.findall(quote)) < _FEWEST and all(quote != _copied(one.text) for one in cited)


def _resting(sentence: Sentence, bench: Bench) -> Sentence | str:
    """The sentence with those of its citations that support all of it each, or why there is none: nothing is joined."""
    refusals = [_gate(replace(sentence, quotes=(quote,)), bench) for quote in sentence.quotes]
    carrying = tuple(quote for quote, why in zip(sentence.quotes, refusals, strict=True) if why is None)
    return replace(sentence, quotes=carrying) if carrying else str(refusals[0])


def _gate(sentence: Sentence, bench: Bench) -> str | None:
    """Why the gate, or the words themselves, let it not through, or None: the gate also checks that the quotes stand."""
    _, dropped = pass_gate(Draft((), (sentence,)), bench.stored, bench.verify)
    return _reason(dropped) or unlike(sentence.text, [quote.text for quote in sentence.quotes])


def _reason(dropped: Sequence[Dropped]) -> str | None:
    return dropped[0].reason if dropped else None


def _stands_for(sentence: Sentence, bench: Bench) -> frozenset[int]:
    """The places whose evidence a sentence cites and tells all of: what is told in part is told in the source's words."""
    cited = {_place(quote) for quote in sentence.quotes}
    return frozenset(
        place for place, one in bench.evidence if _place(one.quotes[0]) in cited and same_words(sentence.text, one.text)
    )


def _place(quote: Quote) -> tuple[str, str, int, int]:
    return quote.source.source_id, quote.version, quote.start, quote.end


def _merged(drafted: Draft, tried: Tried) -> Draft:
    """In the draft's order: a worded sentence at the first place that it stands in for; every other place as it was."""
    spoken: dict[int, int] = {}
    for number, (_, places) in enumerate(tried.passed):
        if places and not places & spoken.keys():
            spoken |= dict.fromkeys(places, number)
    told: list[Sentence] = []
    at: dict[int, int] = {}
    for place, one in enumerate(drafted.sentences):
        number = spoken.get(place, -1)
        if number < 0 or number not in [spoken.get(p) for p in range(place)]:
            at[place] = len(told)
            told.append(tried.passed[number][0] if number >= 0 else one)
    return Draft(drafted.reasons, tuple(told), tuple((at[i], at[j]) for i, j in drafted.conflicts))
