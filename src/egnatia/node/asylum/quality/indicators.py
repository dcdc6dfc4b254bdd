"""Indicators of the two modules, in own words (EUAA quality assurance tool), and the training that answers to each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.training import Module
from egnatia.node.asylum.models.quality import Part

INTERVIEW: dict[str, tuple[Any, Module]] = {
    "special_needs_met": (_("Opening: special needs are met"), Module.VULNERABLE),
    "information_given": (_("Opening: roles, confidentiality and rights are explained"), Module.INTERVIEW),
    "mutual_understanding": (_("Opening: applicant and interpreter understand each other"), Module.INTERVIEW),
    "fit_for_interview": (_("Opening: the applicant is able to be interviewed"), Module.VULNERABLE),
    "professional_attitude": (_("Conduct: professional, impartial, without judgement"), Module.INTERVIEW),
    "questioning": (_("Conduct: free narrative, open questions, none that lead"), Module.INTERVIEW),
    "roles_managed": (_("Conduct: interpreter, counsel and guardian keep their roles"), Module.INTERVIEW),
    "facts_explored": (_("Substance: all material facts are explored"), Module.INTERVIEW),
    "documents_handled": (_("Substance: documents are taken up and asked about"), Module.INTERVIEW),
    "chance_to_explain": (_("Substance: what does not fit is put to the applicant"), Module.INTERVIEW),
    "exclusion_explored": (_("Substance: exclusion is explored where it may arise"), Module.INTERVIEW),
    "guidance_followed": (_("Substance: guidance on the profile or the country is followed"), Module.INTERVIEW),
    "closing_steps": (_("Closing: comments, next steps, time limits"), Module.INTERVIEW),
    "record_complete": (_("Record: complete, read back, corrections noted"), Module.INTERVIEW),
}
DECISION: dict[str, tuple[Any, Module]] = {
    "introduction": (_("Introduction: person, procedure and dates are right"), Module.INTERVIEW),
    "basis_of_claim": (_("Basis of the claim: told as the applicant told it"), Module.INTERVIEW),
    "credibility": (_("Credibility: by fact, by indicators, distorting factors considered"), Module.INTERVIEW),
    "risk": (_("Risk: forward-looking, on current country information"), Module.INTERVIEW),
    "legal_analysis": (_("Legal analysis: refugee status first, subsidiary protection second, complete"), Module.INTERVIEW),
    "form": (_("Form: clear, remedy, time limit and legal help stand in it"), Module.INTERVIEW),
    "efficiency": (_("Efficiency: no delay without reason"), Module.INTERVIEW),
}
OF_PART = {Part.INTERVIEW: INTERVIEW, Part.DECISION: DECISION}


def label(part: str, code: str) -> Any:
    return OF_PART[Part(part)][code][0]
