"""Why there is no answer, and what to do next. What may not be read counts as not being there, so the words never differ."""

from dataclasses import dataclass, replace

from assistant.contract import AbstentionKind


@dataclass(frozen=True, slots=True)
class Refusal:
    """An abstention in words."""

    kind: AbstentionKind
    headline: str
    detail: str
    next_step: str


OUT_OF_SCOPE = Refusal(
    AbstentionKind.OUT_OF_SCOPE,
    "That is outside what Tickmark answers.",
    "Tickmark answers questions about ISO/IEC 27001, SOC 2 and the sources that were ingested.",
    "Ask about a request, a requirement, evidence, an owner or a past decision.",
)
_ADD = "Add a source that covers it (tickmark ingest PATH), or open an intake so that an owner answers it."


def no_support(lacking: str = "") -> Refusal:
    """Nothing that may be read supports an answer; `lacking` names what a source would have to state."""
    detail = f"A source would be needed that {lacking}." if lacking else "No source that you may read states it."
    return Refusal(AbstentionKind.NO_SUPPORT, "No source here answers this.", detail, _ADD)


def perhaps(refusal: Refusal, section: str) -> Refusal:
    """`refusal`, which names a section that may be meant: none of it is told as an answer."""
    return replace(refusal, next_step=f"If “{section}” is meant, ask in its words. {refusal.next_step}")


def no_practice(judged: str | None = None) -> Refusal:
    """The question is about what is so here, and no practice or record source says it; `judged` is what it wants judged."""
    shown = (
        f"the state of “{judged}” shows only in a record about it, such as its review, its approval or an audit result."
        if judged and judged.lower() != "we"
        else "only a practice document or a record can show what is done here."
    )
    return Refusal(
        AbstentionKind.NO_SUPPORT,
        "No record here answers this.",
        f"Guidance says what is required; {shown}",
        "Add the document or record that shows it (tickmark ingest PATH --kind practice, or --kind record), "
        "or open an intake so that an owner answers it.",
    )


def unread(language: str) -> Refusal:
    """The question is put in a language that is not read."""
    return Refusal(
        AbstentionKind.NO_SUPPORT,
        "No source here answers this: Tickmark reads English.",
        f"The question seems to be in {language}. Requests to decide are read in German and French too, questions are not.",
        "Ask again in English.",
    )


def uncounted(counted: str) -> Refusal:
    """No record that may be read fits; `counted` says so."""
    return Refusal(
        AbstentionKind.NO_SUPPORT,
        f"{counted[:1].upper()}{counted[1:]}.",
        "There is no such record to quote.",
        "Ask for another state, day or name, or see: tickmark records list.",
    )


def unnamed(pronoun: str) -> Refusal:
    """The question speaks of `pronoun` alone, and nothing before it says what that is."""
    return Refusal(
        AbstentionKind.NO_SUPPORT,
        f"The question does not say what “{pronoun}” is.",
        "Nothing in it, and no message before it, names a thing that a source could speak of.",
        "Ask again with its name: a requirement, a control, a report, a record or a customer.",
    )


def did_you_mean(word: str, instead: str) -> Refusal:
    """No record goes by `word`; `instead` is the question with a near one, which records answer."""
    return Refusal(
        AbstentionKind.NO_SUPPORT,
        f"No record here goes by “{word}”. Did you mean: {instead}",
        "A word of the question is spelt nearly like one that records go by; nothing was answered in its place.",
        f"Ask again: {instead}",
    )
