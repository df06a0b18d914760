"""One spelling and one inflection for a word, so that "organised" and "organizes" compare as equal."""

import re
from functools import lru_cache

from assistant.gate.lexicon.listed import paired

_RULES = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"(?<=[a-z]{2})([iy])s(e|es|ed|ing|er|ers)$"), r"\1z\2"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|able|ite|ites|)$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})ogue(s?)$"), r"og\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers|ment|ments)$"), r"l\1"),
)
_WORDS = paired(
    "centre=center centres=centers metre=meter metres=meters litre=liter litres=liters fibre=fiber "
    "licence=license licences=licenses defence=defense offence=offense offences=offenses programme=program "
    "programmes=programs cheque=check cheques=checks judgement=judgment judgements=judgments fulfil=fulfill "
    "fulfils=fulfills enrol=enroll enrols=enrolls instalment=installment artefact=artifact artefacts=artifacts "
    "grey=gray acknowledgement=acknowledgment practise=practice practised=practiced whilst=while amongst=among "
    "towards=toward learnt=learned ageing=aging theatre=theater mould=mold plough=plow tonne=ton cancelled=canceled"
)
_IRREGULAR = paired(
    "held=hold kept=keep made=mak making=mak took=tak taken=tak written=writ wrote=writ writing=writ sent=send "
    "given=giv gave=giv began=begin begun=begin chosen=choos chose=choos found=find met=meet left=leav led=lead "
    "paid=pay sold=sell built=build spent=spend won=win drawn=draw drew=draw ran=run sat=sit told=tell said=say "
    "taught=teach bought=buy brought=bring became=becom came=com went=go gone=go saw=see seen=see got=get lost=los "
    "children=child people=person persons=person criteria=criterion men=man women=woman analyses=analys "
    "analysis=analys shown=show known=know knew=know grown=grow grew=grow spoke=speak spoken=speak broken=break "
    "broke=break stolen=steal fell=fall fallen=fall born=birth sought=seek understood=understand "
    "overseen=overse oversaw=overse oversees=overse oversee=overse undertook=undertak undertaken=undertak "
    "news=news basis=basis bases=basis series=series business=business businesses=business address=address "
    "data=data media=media lying=lie dying=die tying=tie agreed=agre agreeing=agre freed=fre seen=see "
    "used=us using=us uses=us use=us certificate=certificate certificates=certificate sales=sal means=means "
    "corporate=corporate private=private hidden=hid bound=bind rose=ris risen=ris driven=driv drove=driv "
    "others=other goods=goods customs=customs access=access accesses=access withdrawn=withdraw withdrew=withdraw "
    "thing=thing during=during something=something everything=everything bring=bring spring=spring string=string "
    "indices=index appendices=appendix lives=life halves=half wives=wife feet=foot teeth=tooth mice=mouse"
)
_PLURAL = (
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=ss|sh|ch|.x|zz)es$"), ""),
    (re.compile(r"(?<=[^sui])s$"), ""),
)
_VOWEL = re.compile(r"[aeiouy]")
_SHORTEST = 4
_DOUBLE = re.compile(r"([bdgmnprt])\1$")
_NOUN = re.compile(r"(?<=[a-z]{3})ations?$")


@lru_cache(maxsize=50_000)
def american(word: str) -> str:
    """A lower-case word in American spelling; words that are the same in both come out the same on both sides."""
    word = _WORDS.get(word, word)
    for pattern, spelling in _RULES:
        word = pattern.sub(spelling, word)
    return word


def _is_eed(stem: str, ending: str) -> bool:
    """Whether "ed" belongs to the word, as in "need"."""
    return ending == "ed" and stem.endswith("e")


def _singular(word: str) -> str:
    for pattern, end in _PLURAL:
        if pattern.search(word):
            return pattern.sub(end, word)
    return word


def _bare(word: str) -> str:
    """A word without its plural, past or gerund ending."""
    word = _singular(word)
    if word.endswith("ied") and len(word) > _SHORTEST:
        return word[:-3] + "y"
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(word) > _SHORTEST and _VOWEL.search(stem) and not _is_eed(stem, ending):
            return _DOUBLE.sub(r"\1", stem)
    return word


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The stem of a word under inflection (plural, tense, gerund, -ate and -ation); "auditor" is not "audit"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3:
        return word
    if len(word) >= 8 and _NOUN.search(word):
        return _NOUN.sub("", word)
    stem = _bare(word)
    if stem in _IRREGULAR:
        return _IRREGULAR[stem]
    stem = stem[:-1] if stem.endswith("e") and len(stem) > 3 else stem
    stem = stem[:-2] if stem.endswith("at") and len(stem) >= 6 else stem
    return stem[:-1] if stem.endswith("ll") else stem
