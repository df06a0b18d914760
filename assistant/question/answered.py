"""What a form answers of its fields: "ISO 27001 certificate: no / SOC 2 report: yes", "Q: SOC 2 report? A: Yes."."""

import re

from assistant.question.cut import Sentence
from assistant.question.lexicon import Cue
from assistant.question.mere import commanded
from assistant.question.parsed import Parsed
from assistant.question.scene import NOTHING, WISHES, Said, Scene, Stance, fills

# What may repeat is bounded: a text of blanks takes no longer than any other.
_NO = (
    r"no|n\s{0,4}/\s{0,4}a|n|nope|none|nil|false|un(?:checked|ticked|selected)|deselected|"
    r"not\s{1,4}(?:required|needed|requested|wanted|necessary|applicable|mandatory|asked\s{1,4}for|selected|ticked|checked|chosen)"
)
_YES = (
    r"yes|y|yep|true|required|needed|requested|wanted|mandatory|necessary|compulsory|obligatory|must(?:[\s-]have)?|"
    r"selected|ticked|checked|chosen"
)
_PICKED = (
    r"(?:(?:is|are|was|were|has\s{1,4}been|left)\s{1,4})?"
    r"(?P<picked>(?:not\s{1,4})?(?:selected|ticked|chosen)|un(?:ticked|selected)|deselected)"
)
_FIELD = r"(?P<field>[^.;:?!|/,\n=]{0,40}?)[\"'”’*)\]]{0,4}\s{0,4}"
_SIGN = (
    r"(?:[:=|→>]{1,4}|\.{3,60}|\s[-–—]{1,4}|\?{1,4}[\s\"'”’]{0,4}(?:(?:a|ans|answer)\s{0,4}[:.)])?)\s{0,4}[\"'“‘*]{0,4}"
)
_ENDS = r"[\"'”’*]{0,4}\s{0,4}(?=[.;,/|()\[\]!\n]|$|\s[-–—]|\band\b|\bbut\b)"
_ANSWER = re.compile(rf"{_FIELD}(?:{_SIGN}(?:(?P<no>{_NO})|(?P<yes>{_YES}))|{_PICKED}){_ENDS}", re.I)
_STARTS = re.compile(r"\n|[.;,|?!](?=\s|$)|\s/\s|^")
_CAPTION = re.compile(r"\b(?:q|question|field|item|line|box|option|checkbox|column|row)\b", re.I)
_HAVE = ("have", "has", "hold", "holds", "got")
_FEW = 3  # words of a field beside the thing that it names
_BESIDE = ("have", "have_after", "absent", "know", "unsure", "maybe", "not", "exempt", "generic", "past", "stands_in")


def answered(scene: Scene) -> Said | None:
    """A thing whose field is answered with a yes is wanted, one whose field is answered with a no is refused; where the form
    is of what is there, one is held and the other is nothing."""
    text, mention = scene.text, scene.mention
    start, end = text.span(mention.start, mention.end)
    answer = _ANSWER.match(text.text, end)
    if answer is None or commanded(text, scene.sentence):
        return None
    label, denied = _label(text, mention, start, answer.end("field")), _denies(answer)
    last = max(i for i, word in enumerate(text.words) if word.start < answer.end())
    shown = Cue("", mention.start, last + 1)
    if _is_of_what_is_there(text, label):
        return NOTHING if denied else scene.said(Stance.HELD, shown)
    if not _is_field(text, mention, label):
        return None
    return scene.said(Stance.REFUSED if denied else Stance.WANTED, shown)


def is_denied(text: Parsed, at: int) -> bool:
    """Whether a thing that begins at word `at` is a field that is answered with a no."""
    ends = [text.span(m.start, m.end)[1] for m in text.mentions if m.start == at]
    answer = _ANSWER.match(text.text, ends[0]) if ends else None
    return answer is not None and _denies(answer)


def _denies(answer: re.Match[str]) -> bool:
    picked = (answer["picked"] or "").lower()
    return bool(answer["no"]) or picked.startswith(("not", "un", "de"))


def _label(text: Parsed, mention: Cue, start: int, end: int) -> Sentence:
    """The words of the field that names the mention, from where the one before it ended."""
    begins = max((cut.end() for cut in _STARTS.finditer(text.text, 0, start)), default=0)
    inside = [i for i, word in enumerate(text.words) if begins <= word.start and word.end <= end]
    return Sentence(min([mention.start, *inside]), max([mention.end, *(i + 1 for i in inside)]), False)


def _is_field(text: Parsed, mention: Cue, label: Sentence) -> bool:
    """Whether a label only asks whether its one thing is wanted: not whether it is there, known, or what it is like."""
    others = [m for m in text.mentions if m != mention and label.start <= m.start < label.end]
    if others or text.within(label, *_BESIDE) or any(text.words[i].surface in _HAVE for i in _inside(label)):
        return False
    rest = [i for i in _inside(label) if not mention.start <= i < mention.end]
    free = [i for i in rest if not (fills(text, i, "determiners") or _CAPTION.fullmatch(text.words[i].surface))]
    plain = [i for i in free if i >= mention.end][:1]
    linked = all(text.listed("links", i) for i in plain)
    return bool(text.within(label, *WISHES, "post_wish")) or (linked and len(free) <= _FEW)


def _is_of_what_is_there(text: Parsed, label: Sentence) -> bool:
    """Whether a label says that somebody is certified, or what leads to it says that what follows is held."""
    if any(text.words[i].surface in ("certified", "attested") for i in _inside(label)):
        return not text.within(label, *WISHES)
    line = [s for s in text.sentences if s.start <= label.start]
    heads = [s for s in line if s.end <= label.start and text.words[s.end - 1].surface == ":"][-1:] + line[-1:]
    return any(_leads(text, c, label) for head in heads for c in text.within(head, "have", "have_after"))


def _leads(text: Parsed, cue: Cue, label: Sentence) -> bool:
    """Whether what a cue tells of is set off from the fields by a colon: "already in place:"."""
    return cue.start < label.end and any(text.words[i].surface == ":" for i in range(cue.end - 1, label.end))


def _inside(label: Sentence) -> range:
    return range(label.start, label.end)
