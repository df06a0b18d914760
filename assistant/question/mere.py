"""What makes a mention a mere mention: instructions, quotations, labels, choices, the past, other people's affairs."""

from assistant.question.alternatives import is_choice
from assistant.question.cut import Sentence
from assistant.question.lexicon import Cue
from assistant.question.named_only import named_only
from assistant.question.parsed import Parsed
from assistant.question.scene import ASKER, FILL, NOTHING, PAPER, WISHES, Said, Scene, Stance, Test, directly_before

_QUOTES = 2
_SPEAKER, _REACH = 3, 4  # words that name who speaks; words from who asks to what is quoted
_OBJECT = 2  # words from a wish to the quotation that it is for
_LISTED = 8  # words from what is wanted to the "if any" of a list that begins with it


def commanded(text: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence speaks to the machine, or stands after words of its line that took to commanding it."""
    taken = [c.start for c in text.cues if c.kind == "takeover" and c.start < sentence.start]
    line = any(not set("\n>") & set(text.text[text.words[at].start : text.words[sentence.start].start]) for at in taken)
    return line or sentence.start in text.hidden or bool(text.within(sentence, "instruct", "takeover"))


def _instructed(scene: Scene) -> Said | None:
    return NOTHING if commanded(scene.text, scene.sentence) else None


def _in_quotation(scene: Scene) -> Said | None:
    for quote in scene.text.quoted:
        named = scene.mention.end - scene.mention.start >= len(quote) - _QUOTES
        if (
            scene.mention.start in quote
            and not named
            and not spoken(scene.text, quote)
            and not _asked_for(scene, quote)
        ):
            inside = Sentence(quote.start, quote.stop, False)
            pleas = scene.text.within(inside, "plea")
            binds = scene.mention.kind == "thing" and scene.text.within(inside, "clause_plea")
            return None if pleas or binds else NOTHING
    return None


def _asked_for(scene: Scene, quote: range) -> bool:
    """Whether a quotation names what is asked for in so many words: "they need an 'independent report on ...'"."""
    wishes = scene.text.within(scene.sentence, *WISHES, "emphasis")
    near = [c for c in wishes if c.start < quote.start and 0 <= quote.start - c.end <= _OBJECT]
    told = [c for c in scene.text.within(scene.sentence, "post_wish") if 0 <= c.start - quote.stop <= _OBJECT]
    return bool(told) or any(not scene.text.listed("citing", c.end - 1) for c in near)


def spoken(text: Parsed, quote: range) -> bool:
    """Whether a quotation is what somebody says, a message passed on: "the client: '...'", "Sales: '...'"."""
    at = quote.start - 1
    if at < 1 or text.words[at].surface != ":":
        return False
    start = next(s.start for s in text.sentences if s.start <= at < s.end)
    lead = range(start, at)
    named = len(lead) <= _SPEAKER and not any(text.listed("captions", i) or text.words[i].is_mark for i in lead)
    asked = any(c.fact == ASKER and 0 < quote.start - c.end <= _REACH for c in text.loose)
    return asked or (named and not any(text.words[i].surface.isdigit() for i in lead))


def _is_label(scene: Scene) -> Said | None:
    return NOTHING if scene.text.listed("carriers", scene.mention.end) else None


def _told_about(scene: Scene) -> Said | None:
    """ "Training on SOC 2": what is wanted is to learn of the thing."""
    return NOTHING if directly_before(scene, "tidings") else None


def _told_aside(scene: Scene) -> Said | None:
    """ "A vendor advertises certification", "wanted by a customer we lost": nobody's wish, or one that went."""
    return NOTHING if scene.text.within(scene.clause, "aside") else None


def _past(scene: Scene) -> Said | None:
    before = scene.before("past")
    after = [c for c in scene.after("past_after") if not lasts(scene.text, c)]
    if not (before or after):
        return None
    stays = [c for c in scene.text.within(scene.sentence, "lasts") if c.start >= scene.mention.end]
    ours = bool(scene.before("wish")) or any(c.start > scene.mention.end for c in after)
    return scene.said(Stance.WANTED, stays[0]) if stays and ours and not scene.sentence.asks else NOTHING


def lasts(text: Parsed, cue: Cue) -> bool:
    """Whether a time is how long something ran, "over the last year", and not when it was."""
    at = cue.start - 1
    at -= text.words[at].surface in ("the", "this", "our", "their")
    return text.listed("time_links", at)


def _if_any(scene: Scene) -> Said | None:
    """ "Your certificates, if any", "certificates and reports of audit, if there are": what need not be there."""
    reach = _LISTED if scene.text.listed("alternatives", scene.mention.end) else FILL
    near = [c for c in scene.text.cues if c.kind == "if_any" and 0 <= c.start - scene.mention.end <= reach]
    return NOTHING if near else None


def _of_others(scene: Scene) -> Said | None:
    theirs = [c for c in scene.before("third") if not _includes_us(scene, c)]
    ours = [c for c in scene.text.within(scene.clause, "us") if c.end not in {t.start for t in theirs}]
    askers = [m for m in scene.text.loose if m.fact == ASKER and scene.clause.start <= m.start < scene.mention.start]
    asked = any(not any(0 <= m.start - c.end <= 1 for c in theirs) for m in askers)
    return NOTHING if theirs and not ours and not asked else None


def _includes_us(scene: Scene, third: Cue) -> bool:
    """Whether "the supplier" is us: bound by the contract ("the supplier shall"), or one of all suppliers."""
    bound = any(c.start <= third.start and third.end <= c.end for c in scene.text.within(scene.clause, "bound_us"))
    return bound or (_in_paper(scene, third) and not scene.text.listed("pointers", third.start - 1))


def _in_paper(scene: Scene, third: Cue) -> bool:
    """Whether a contract or the like, named earlier in the sentence, speaks of "supplier"."""
    papers = [c for c in scene.text.loose if c.fact == PAPER]
    return any(scene.sentence.start <= c.start < third.start for c in papers)


def _of_the_other(scene: Scene) -> Said | None:
    """ "Unlike them, who want a report, ...": what goes on about those that the sentence turns away from."""
    index = scene.text.clauses.index(scene.clause)
    earlier = scene.text.clauses[index - 1] if index else scene.clause
    turned = any(c.start == earlier.start for c in scene.text.within(earlier, "contrast"))
    goes_on = scene.text.listed("relatives", scene.clause.start) and earlier.sentence == scene.clause.sentence
    begins = any(c.start == scene.clause.start for c in scene.text.within(scene.clause, "contrast"))
    return NOTHING if (turned and goes_on) or (begins and scene.before("relative")) else None


def _unreal(scene: Scene) -> Said | None:
    """ "If they wanted a report, we would ...", "Had they asked for one, ...": what is not so."""
    words = scene.text.words
    supposed = scene.clause.opener == "if" or words[scene.clause.start].surface == "had"
    would = any(words[i].surface == "would" for i in range(scene.mention.end, scene.sentence.end))
    past = any(words[i].surface.endswith("ed") for c in scene.before(*WISHES) for i in range(c.start, c.end))
    return NOTHING if supposed and would and past and not scene.sentence.asks else None


def _excepted(scene: Scene) -> Said | None:
    """ "Unless they insist on a report, ...": what the sentence goes on without."""
    begins = scene.clause.opener == "unless" and scene.clause.start - scene.sentence.start <= 1
    stops = [c for c in scene.text.within(scene.sentence, "not", "stalled") if c.start >= scene.mention.end]
    return NOTHING if begins and not stops else None


ALOUD: tuple[Test, ...] = (_instructed, _in_quotation, _is_label)
MERE: tuple[Test, ...] = (
    _excepted,
    _unreal,
    _of_the_other,
    _told_about,
    _told_aside,
    named_only,
    is_choice,
    _past,
    _if_any,
    _of_others,
)
