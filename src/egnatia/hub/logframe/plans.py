"""Opening a plan: the same for a roadmap and a contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.models import Framework, Party
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.kernel.models import CaseFile


def create(case: CaseFile, lead: Party, partners: Iterable[str], **head: Any) -> Framework:
    """The framework of a case, in the office of its lead and shown to all partners. Raises BadInput for an unknown partner."""
    framework = Framework.objects.create(case=case, lead=lead, **head)
    set_partners(framework, partners)
    rights.place(case, lead)
    return framework


def set_partners(framework: Framework, codes: Iterable[str]) -> None:
    """These and its lead, no others."""
    framework.partners.set([framework.lead, *(find_party(code, "partners") for code in codes)])
