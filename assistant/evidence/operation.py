"""Whether evidence shows that a process operates. A certificate or a standard's title never does. Pure."""

from assistant.evidence.titles import is_only_title, names_certificate
from assistant.evidence.wordings import Check, Compared
from knowledge.records.evidence import Artefact, Evidence
from knowledge.records.vocabulary import EvidenceType


def operates(evidence: Evidence, document: bool) -> Compared:
    """Whether `evidence` shows what was done; where a `document` is asked for, whether it is more than a title."""
    artefact = evidence.artefact
    where = artefact.file or artefact.link.rstrip("/").rpartition("/")[2]
    if is_only_title(evidence.claim) or is_only_title(where):
        return Compared(Check.FAIL, "a certificate or a standard's title never shows that a process operates")
    if not document and evidence.type == EvidenceType.ISMS_ARTEFACT:
        return Compared(Check.FAIL, "an ISMS artefact shows that a rule exists, not that the process operates")
    if names_certificate(evidence.claim) or names_certificate(where):
        return Compared(Check.UNKNOWN, "it speaks of a certificate; a person must see whether it shows what was done")
    if not where and not artefact.link:
        return Compared(Check.UNKNOWN, "it names no artefact to look at")
    return Compared(Check.PASS, "it shows what was done" if not document else "it is a document")


def shown_artefact(artefact: Artefact) -> str:
    """Where an artefact is, in a line."""
    return artefact.link or artefact.file
