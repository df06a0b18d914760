"""Which signs stand at the end of a conversation: corrections overrule, newer words of the same side win."""

from collections.abc import Sequence

from assistant.question.at_odds import Clash, at_odds
from assistant.question.scene import Stance
from assistant.question.signs import Read, Sign, clears


def settle(reads: Sequence[Read], fact: str) -> tuple[list[Sign], list[Clash]]:
    """The signs on `fact` that stand, in order, and those that contradict each other with nothing to choose by."""
    live: list[Sign] = []
    for read in reads:
        if clears(read):
            live = []
            continue
        for sign in (s for s in read.signs if s.fact == fact and s.stance != Stance.HELD):
            live = [*(live if sign.heard else _overruled(live, sign, read)), sign]
    standing = _newest(_strong([s for s in live if not s.heard]))
    clashes = [(v, both) for v in dict.fromkeys(s.value for s in standing) if len(both := _both_ways(standing, v)) > 1]
    odd = _doubted(live, standing) or at_odds(reads, standing)
    clashes = [clash for clash in clashes if clash[0] not in dict(odd)] + odd
    torn = {value for value, _ in clashes} | {sign.value for _, both in clashes for sign in both}
    return [s for s in standing if s.value not in torn], clashes


def _doubted(live: list[Sign], standing: list[Sign]) -> list[Clash]:
    """The one value that is wanted, where hearsay from another mouth, the last that is said, wants another instead."""
    wanted = [s for s in standing if s.stance == Stance.WANTED]
    last = live[-1] if live else None
    if last is None or not last.heard or last.adds or {s.value for s in wanted} & {last.value} or not wanted:
        return []
    own = wanted[-1]
    apart = own.turn != last.turn and len({s.value for s in wanted}) == 1
    return [(own.value, (own, last))] if apart else []


def _overruled(live: list[Sign], sign: Sign, read: Read) -> list[Sign]:
    """What is left of `live` when `sign` corrects it."""
    if sign.corrects < 0:
        return live
    return [s for s in live if not (_is_earlier(s, sign) and _gives_way(s, sign))]


def _is_earlier(old: Sign, new: Sign) -> bool:
    return old.turn != new.turn or old.start < new.corrects


def _gives_way(old: Sign, new: Sign) -> bool:
    if old.value == new.value:
        return old.stance != new.stance
    return new.stance == Stance.WANTED and old.stance == Stance.WANTED


def _strong(live: list[Sign]) -> list[Sign]:
    """Without the weak signs that plain words of the same turn contradict, the open ones that any contradict, and what is
    only optional where something else is not."""
    firm = [s for s in live if s.stance == Stance.WANTED and not (s.optional or s.weak)]
    live = [s for s in live if not (s.optional and {f.value for f in firm if s.open or not f.open} - {s.value})]
    plain = {(s.turn, s.value) for s in live if s.stance == Stance.WANTED}
    kept = [s for s in live if not (s.weak and (s.turn, s.value) in plain)]
    return [s for s in kept if not (s.open and _outdone(s, kept))]


def _outdone(sign: Sign, live: list[Sign]) -> bool:
    """Whether plainer words contradict an open sign, or want something else that it does not add to."""
    plain = [s for s in live if not s.open]
    against = any(s.value == sign.value and s.stance != sign.stance for s in plain)
    other = any(s.value != sign.value and s.stance == sign.stance == Stance.WANTED for s in plain)
    beside = any(s.open and s.value != sign.value and s.sentence == sign.sentence for s in live if s.turn == sign.turn)
    return against or (other and not sign.adds and not beside)


def _newest(live: list[Sign]) -> list[Sign]:
    """For each value, what each side said last; the question's own text, by nobody named, is the last word of all."""
    out = []
    for sign in live:
        later = [s for s in live if s.value == sign.value and _replaces(s, sign, live)]
        if not later:
            out.append(sign)
    return out


def _replaces(new: Sign, old: Sign, live: list[Sign]) -> bool:
    if new.turn == old.turn or live.index(new) < live.index(old) or new.stance == old.stance:
        return False
    same_side = new.author == old.author and new.author is not None
    return same_side or (new.turn is None and new.author is None)


def _both_ways(standing: list[Sign], value: str) -> tuple[Sign, ...]:
    signs = [s for s in standing if s.value == value]
    return tuple(signs) if len({s.stance for s in signs}) > 1 else ()
