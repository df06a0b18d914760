"""Verbs by which different sentences tell the same relation: who "wrote" a thing is who "penned", "composed" or "authored" it."""

from collections.abc import Set
from functools import cache

from assistant.gate.support import stems

_SAID_ALIKE = """
play plays played portray portrays portrayed star stars starred voice voiced perform performed act acted role
sing sings sang sung perform performed performs record recorded vocals
write writes wrote written pen penned compose composed author authored create created
paint paints painted create created
release released premiere premiered debut debuted launch launched introduce introduced come came comes out published
found founded establish established form formed create created start started begin began set launched
locate located situate situated find found lie lies set house housed
happen happens take takes place set unfold unfolds occur occurs
build builds built construct constructed
invent invented devise devised create created develop developed introduce introduced propose proposed pioneer pioneered
win wins won victory victorious
keep keeps kept retain retains retained retention store stores stored hold holds held preserve preserved
approve approves approved authorize authorizes authorized authorise authorises authorised sign signs signed
review reviews reviewed check checks checked examine examines examined
own owns owned owner responsible accountable
report reports reported notify notifies notified notification inform informed
rotate rotated rotation change changed renew renewed replace replaced
delete deleted deletion erase erased destroy destroyed dispose disposed disposal remove removed
expire expires expired end ends ended lapse
last lasts lasted take takes run runs stay stays remain remains
move moved change changed transition transitioned transfer transferred relocate relocated
call called name named title titled term termed dub dubbed know known
bury buried rest rests interred
"""


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(stems(line) for line in _SAID_ALIKE.strip().splitlines())


def held(keys: Set[str], said: Set[str]) -> int:
    """How many of `keys` stand among `said`, as they are or as a verb that tells the same."""
    return sum(key in said or any(key in group and group & said for group in _groups()) for key in keys)
