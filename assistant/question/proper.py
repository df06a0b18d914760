"""Whether a thing is only part of somebody's name, or a thing of quite another kind."""

from collections.abc import Set

from assistant.question.lexicon import Cue
from knowledge.rules.words import Word

# An unknown word that ends so before a thing describes it; any other is a noun that makes it another thing.
_DESCRIBES = (
    "al",
    "ic",
    "ive",
    "ous",
    "ful",
    "able",
    "ible",
    "ed",
    "ing",
    "y",
    "ent",
    "ant",
    "ary",
    "ern",
    "ate",
    "est",
)


def is_proper(text: str, words: tuple[Word, ...], cue: Cue, known: Set[str]) -> bool:
    """Whether the thing of one word at `cue` stands in a name ("Anna Certificate", "Report GmbH") or beside a noun that
    no rule knows ("a rabies certificate")."""
    if cue.kind != "thing" or cue.end - cue.start > 1:
        return False
    before = words[cue.start - 1] if cue.start else None
    after = words[cue.end] if cue.end < len(words) else None
    if _is_title(text, words[cue.start]):
        return any(_is_title(text, w) and not _is_known(w, known) for w in (before, after) if w is not None)
    return before is not None and _is_noun(text, before, known)


def _is_title(text: str, word: Word) -> bool:
    written = text[word.start : word.end]
    return written[:1].isupper() and written.isalpha() and not written.isupper()


def _is_known(word: Word, known: Set[str]) -> bool:
    return word.form in known or word.surface in known


def _is_noun(text: str, word: Word, known: Set[str]) -> bool:
    written = text[word.start : word.end]
    plain = written.isalpha() and written.islower() and len(written) > 3
    return plain and not _is_known(word, known) and not word.surface.endswith(_DESCRIBES)
