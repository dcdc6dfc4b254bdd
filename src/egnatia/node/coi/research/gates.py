"""Safeguards of questions and reports: nothing goes out that is unanswered, misquoted, tells of somebody, or was read by its author alone."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import selectors as library
from egnatia.node.coi.library import verifying
from egnatia.node.coi.models import SourceKind
from egnatia.node.coi.research import neutral as wording
from egnatia.node.coi.research import selectors


@gate("G-ANSWERED", _("Each question has its answer"), source="EUAA COI Report Methodology: terms of reference")
def every_question_is_answered(case: CaseFile, data: object, today: date) -> GateResult:
    left = selectors.unanswered(case)
    told = _("No answer yet to question %(numbers)s: state what is known, or note that nothing was found and where it was looked for.")
    return fail(told % {"numbers": ", ".join(map(str, left))}) if left else PASS


@gate("G-QUOTE", _("Quotations stand in the documents that are kept"), source="coi: quotations are verified against the snapshot; Charter art. 41")
def quotations_stand(case: CaseFile, data: object, today: date) -> GateResult:
    cited = selectors.cited(case)
    if wrong := verifying.misquoted(cited):
        return fail(_("Words that are quoted do not stand in the document as it is kept: %(numbers)s.") % {"numbers": ", ".join(wrong)})
    if gone := library.withdrawn({one.document for one in library.citations(cited).values()}):
        return fail(_("It rests on documents that were withdrawn (%(numbers)s): strike those claims.") % {"numbers": ", ".join(gone)})
    return PASS


@gate("G-CLOSED", _("It quotes nothing that is closed"), source="Reg. (EU) 2024/1348 art. 18(2): what is closed for the safety of somebody")
def nothing_closed(case: CaseFile, data: object, today: date) -> GateResult:
    """An edition is open to everybody who is told of it."""
    found = library.closed({one.document for one in library.citations(selectors.cited(case)).values()})
    return fail(_("It quotes files that are closed to applicants (%(numbers)s): strike those claims.") % {"numbers": ", ".join(found)}) if found else PASS


@gate("G-NEUTRAL", _("It tells of no person of the register"), source="EU Common Guidelines on COI (2008); Reg. (EU) 2016/679 art. 5(1)(c)")
def neutral(case: CaseFile, data: object, today: date) -> GateResult:
    """Against the register as it is now; asked when it is published, since comparing takes a moment."""
    if data is None:
        return PASS
    one = selectors.of(case)
    found = wording.telling([*selectors.texts(case), *selectors.quotes(case)], one.language, public=bool(one.public))
    told = _("These words tell of somebody of the register: %(words)s. Send it back, leave them out, or say which person of public life is meant.")
    return fail(told % {"words": ", ".join(found)}) if found else PASS


@gate("G-4EYES", _("A second person reads it"), source="EUAA COI Report Methodology: quality control by a peer")
def second_reader(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or actor.id in selectors.authors(case)
    return fail(_("You wrote part of it: a colleague must read and publish it.")) if mine else PASS


@gate("G-OPEN", _("What is shared rests on public sources"), source="EUAA COI Report Methodology: oral sources are named as they agreed to be")
def sources_are_open(case: CaseFile, data: object, today: date) -> GateResult:
    """Somebody who spoke to this unit, or wrote where a circle reads, did not agree to be read in seven countries."""
    found = sorted({one.number for one in library.citations(selectors.cited(case)).values() if one.kind in {SourceKind.ORAL, SourceKind.SOCIAL}})
    told = _("It quotes oral sources or social media (%(numbers)s): it stays in this country.")
    return fail(told % {"numbers": ", ".join(found)}) if found else PASS
