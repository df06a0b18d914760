"""Words of a question against the words of the corpus: stems, weights of rare words, what is left once names are out."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.sources.identifiers import spans, without_identifiers

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_ASKING = """
a about all also am an and any anybody anyone are as at be been being both but by can could did do
does doing done else ever exactly explain for from get give go got had has have having he hello help
hey hi how i if in into is it its just kindly know let like main may me mean means might mine more
most much must my need needs no not now of off ok on once one only or other ought our ours out over
per please quick quickly quite really rather said same say says shall she should so some somebody
someone something still such sure tell than thank thanks that the their them then there these they
thing things think this those thus to too under until up upon us use used very vs versus want wants
was we well were what whatever when where whether which while who whom whose why will wish with
within without wonder wondering work would yes yet you your
"""
ASKING = frozenset(_ASKING.split())
_SLIGHT = """
across actually after again against along amount among any around because before between count currently during enough entire even
few fewer fewest happen happened happening happens last lasted lasting lasts least less long longer longest lot lots many normally
nowadays number often plenty presently put quantity several since through today total toward towards typically usual usually whole
"""
SLIGHT = frozenset(_SLIGHT.split())


@dataclass(frozen=True)
class Language:
    """What is known of words: `stems` of a text in order, in how many of `passages` passages a stem stands."""

    stems: Callable[[str], Sequence[str]]
    frequency: Callable[[str], int]
    passages: int

    def holds(self, word: str) -> bool:
        """Whether some passage has `word`."""
        return any(map(self.frequency, self.stems(word)))

    def weight(self, stem: str) -> float:
        """The inverse document frequency of `stem`, at least .1; an unknown stem weighs as the rarest."""
        return max(0.1, math.log((self.passages + 1) / (self.frequency(stem) + 0.5)))


def content_words(text: str) -> list[str]:
    """What `text` is about, lower case, each once: its identifiers ("ac-7"), then its words, each in order."""
    codes = [text[start:end].lower() for start, end in spans(text)]
    words = (m.group().lower().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(without_identifiers(text)))
    return list(dict.fromkeys([*codes, *(w for w in words if w not in ASKING and "'" not in w and len(w) > 1)]))


def names_of(titles: Iterable[str]) -> re.Pattern[str]:
    """A pattern for framework titles in any spacing: the first and last words must stand, those between may ("ISO 27001")."""
    return re.compile("|".join(_title(re.findall(r"\w+", title)) for title in titles) or r"(?!)", re.I)


def _title(words: Sequence[str]) -> str:
    between = "".join(rf"(?:{re.escape(word)}[\W_]*)?" for word in words[1:-1])
    last = rf"{re.escape(words[-1])}" if len(words) > 1 else ""
    return rf"\b{re.escape(words[0])}[\W_]*{between}{last}(?::\d{{4}})?\b"


def without_names(text: str, names: re.Pattern[str]) -> str:
    """`text` with the names of the compared frameworks left out, so that they alone make nothing alike."""
    return " ".join(names.sub(" ", text).split())
