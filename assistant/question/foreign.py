"""Whether a question is put in another language than the one that the sources are written in."""

import re

from assistant.question.language import ASKING

_WORD = re.compile(r"[^\W\d_]+")
_SURE = 2  # words that only another language has
# The commonest small words that English does not have, so that a name or a loan word makes no question foreign.
_SMALL = {
    "German": "der das den dem des ein eine einen einer und oder ist sind war wir ihr ich nicht kein keine mit von zu zum zur "
    "für auf aus bei wie wer wo warum welche welcher welches wann muss kann können müssen soll sollen haben hat brauchen "
    "braucht unser unsere zwischen auch nach über dass wenn",
    "French": "le la les un une des du et ou est sont nous vous ils elle elles ne pas que qui quoi quel quelle quels quelles "
    "pour avec dans sur par ce cette ces comment pourquoi quand combien faut peut doit avons avez notre nos votre il au aux",
    "Spanish": "el los las una y o es son nosotros que qué quién cuál cuáles cómo cuándo cuánto por para con del al se nuestro "
    "nuestra necesitamos puede debe entre",
    "Italian": "il lo gli una e o è sono che chi quale quali come quando quanto perché per con del della dei nel nella nostro "
    "nostra dobbiamo può deve tra",
    "Dutch": "het een en of zijn wij niet geen met van voor op hoe wie wat waarom welke wanneer moet kan kunnen moeten hebben "
    "heeft onze tussen ook",
    "Portuguese": "os as um uma e ou é são nós não que quem qual quais como quando quanto por para com do da dos das nosso "
    "nossa precisamos pode deve entre",
}
_WORDS = {name: frozenset(words.split()) for name, words in _SMALL.items()}


def foreign(text: str) -> str | None:
    """The language of `text` where its small words are another's rather than English; else None."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {name: sum(word in held for word in words) for name, held in _WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _SURE and counts[best] > sum(word in ASKING for word in words) else None
