"""Turns of phrase that say the same thing, and the words that govern a sentence, with what each does in it.

A line reads "phrase, phrase = key sort"; an indented line continues the one before; the key "*" is the phrase itself.
"be", "have" and "do" stand for all their forms. The longest phrase wins.
"""

from functools import lru_cache

from assistant.gate.tokens import Sort

_LINES = """
must, shall, it be required that, it be mandatory that, be required to, be obliged to, be obligated to, have to,
  have an obligation to, be under an obligation to, need to, be mandated to, be bound to, be compelled to = must
  modal
be not required to, do not have to, do not need to, need not, be not obliged to, be under no obligation to, have no
  obligation to, be not obligated to, be not bound to = neednot modal
should, ought to, be advised to, be recommended to, it be recommended that, it be advisable that = should modal
may, can, be allowed to, be permitted to, be free to, be able to = may modal
might, could = might modal
will = will modal
would = would modal
need, needs = need modal
entitled, be entitled to, have the right to, have a right to = entitled modal
optional, voluntary, discretionary = optional modal
recommended, advisable = recommended modal
possible, possibly, perhaps, maybe = possible modal
must not, shall not, be not allowed to, be not permitted to, be prohibited from, be forbidden to, be forbidden from,
  be barred from, be banned from, be required not to = must-not modal
cannot, may not, be unable to, be not able to = may-not modal
can not = can-not modal
should not, ought not to = should-not modal
might not, could not = might-not modal
not, fail to, fails to, failed to = not negation
no = not negation
never = never negation
without = without negation
none = none negation
neither = neither negation
nor = nor negation
nobody, no one = nobody negation
nothing = nothing negation
be prohibited, be forbidden, be banned, be not allowed, be not permitted = prohibited negation
lack, lacks, lacked, have no, do not have = lack negation
no longer = nolonger negation
hardly, scarcely, barely = hardly negation
rarely, seldom = rarely negation
at least, no less than, not less than, no fewer than, not fewer than, a minimum of, minimum of = atleast quantifier
at most, no more than, not more than, up to, a maximum of, maximum of = atmost quantifier
more than, greater than, in excess of, exceeding, higher than = morethan quantifier
less than, fewer than, lower than = lessthan quantifier
about, approximately, around, roughly = about quantifier
nearly, almost = almost quantifier
within, no later than, not later than = within preposition
all, every, each, all of, each of, all the = all quantifier
any = any quantifier
some = some quantifier
most, most of, the majority of, a majority of, majority of = most quantifier
few = few quantifier
a few = afew quantifier
many = many quantifier
several = several quantifier
only, solely, exclusively, merely, just = only quantifier
both = both quantifier
either = either quantifier
always, at all times = always quantifier
more = more quantifier
less, fewer = less quantifier
minimum = minimum quantifier
maximum = maximum quantifier
half = half quantifier
twice = twice quantifier
once a year, once per year, once every year, every year, each year, per year, a year, per annum, annual, annually,
  yearly, every 12 months, every twelve months, at yearly intervals = annual date
once a month, every month, each month, per month, monthly = monthly date
every quarter, each quarter, quarterly, once a quarter, every three months, every 3 months = quarterly date
once a week, every week, each week, weekly, per week = weekly date
once a day, every day, each day, daily, per day = daily date
twice a year, every six months, every 6 months, semi-annually, semiannually, biannually, half-yearly = semiannual
  date
if, when, whenever, where, provided that, providing that, as long as, so long as, on condition that, on the
  condition that, in the event that, in case, in the event of = if condition
only if, only when, only where, if and only if = onlyif condition
unless, except if, except when, except where, if not = unless condition
except, except for, other than, apart from, excluding, with the exception of, save for, aside from = except
  condition
until, till = until condition
before, prior to, in advance of, ahead of = before condition
after, subsequent to, upon, once = after condition
during, while = during condition
subject to = subjectto condition
depending on = depending condition
regardless of, irrespective of, whether or not = regardless condition
whether = whether word
otherwise = otherwise condition
instead of, rather than = instead condition
usually, typically, generally, normally, ordinarily, as a rule, in general, commonly = usually hedge
often, frequently = often hedge
sometimes, occasionally, at times = sometimes hedge
probably, likely = likely hedge
allegedly, reportedly, supposedly = allegedly hedge
apparently, seemingly = apparently hedge
mainly, mostly, primarily, largely, predominantly = mainly hedge
partly, partially, in part = partly hedge
potentially = potentially hedge
myth, false, wrong, untrue, incorrect = false hedge
because, because of, owing to, due to, since = because reason
so that, in order to, in order that, so as to, for the purpose of = inorder reason
although, though, even though = and and
and, as well as, in addition to, whereas, along with, together with, plus, but, yet = and and
or = or or
by, from, between, against, under, over, above, below, despite, outside, inside, beyond, per, like, unlike,
  toward, across, off, up, down, out = * preposition
through, via, by means of, using, by using = through preposition
in accordance with, according to, pursuant to, in line with = accordingto preposition
on behalf of = behalf preposition
responsible for, accountable for, in charge of = responsible word
united states, united states of america, u s, usa = us name
united kingdom, u k = uk name
european union, e u = eu name
general data protection regulation = gdpr name
information security management system = isms name
information security management systems = isms name
statement of applicability = soa name
trust services criteria, trust service criteria = tsc name
certified public accountant, certified public accountants = cpa name
multi-factor authentication, multifactor authentication = mfa name
data protection officer, data protection officers = dpo name
data protection impact assessment, data protection impact assessments = dpia name
service level agreement, service level agreements = sla name
non-disclosure agreement, nondisclosure agreement, non-disclosure agreements = nda name
personally identifiable information = pii name
human resources = hr name
artificial intelligence = ai name
chief executive officer = ceo name
chief financial officer = cfo name
chief information security officer = ciso name
american institute of certified public accountants = aicpa name
international organization for standardization = iso name
user entity, user entities = user-entity word
service organization, service organizations = service-organization word
subservice organization, subservice organizations = subservice-organization word
carry out, carries out, carried out, carrying out = perform word
set up, sets up, setting up = establish word
make sure, makes sure = ensure word
personal information, personal data = personal-data word
working day, working days, business day, business days = workday word
staff member, staff members, member of staff, members of staff = staff word
in writing = writ word
is made up of, are made up of, made up of, consist of, consists of, comprise of = comprise word
as soon as possible, without undue delay, without delay, promptly = promptly word
at present, currently, now = currently word
lead to, leads to, led to, result in, results in, resulted in = cause word
sign off, signs off, signed off = approve word
as well, in total = * free
take place, takes place, took place, taking place = occur word
a, an, the, be, have, do, it, its, they, their, them, this, that, these, those, which, who, whom, whose, there,
  such, so, then, than, as, thus, therefore, hence, also, too, however, moreover, furthermore, additionally,
  accordingly, namely, itself, themselves, of, in, into, onto, on, at, for, to, with, s, own, he, she, his, her, him,
  he or she, his or her, him or her, respective, same, said, hereby, thereby, i e, e g = * free
in addition, for example, for instance, in turn, in particular, that is, in fact = * free
"""

Reading = tuple[str, Sort]


def _phrases(line: str) -> list[tuple[tuple[str, ...], Reading]]:
    left, right = line.rsplit(" = ", 1)
    name, sort = right.split()
    out: list[tuple[tuple[str, ...], Reading]] = []
    for phrase in left.split(", "):
        key = phrase if name == "*" else name
        out.append((tuple(phrase.replace("-", " ").split()), (key, Sort(sort))))
    return out


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], Reading], ...]]:
    """Every phrase with what it reads as, under its first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Reading]]] = {}
    for line in _LINES.replace("\n  ", " ").strip().split("\n"):
        for phrase, reading in _phrases(line):
            table.setdefault(phrase[0], []).append((phrase, reading))
    return {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in table.items()}
