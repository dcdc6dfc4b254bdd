"""Safeguards of a file with personal data."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.node.interop import exporting
from egnatia.node.interop.models import ProfileExport


@gate("G-4EYES", _("Another person approves"), source="GDPR art. 32; ISO/IEC 27002:2022 5.3 (segregation of duties)")
def approved_by_another(case: CaseFile, data: object, today: date) -> GateResult:
    actor = current_actor()
    mine = actor is None or actor.id is None or ProfileExport.objects.filter(pk=case.pk, asked_by=actor.id).exists()
    return fail(_("You asked for this file: another person must approve it.")) if mine else PASS


@gate("G-OWN-DISK", _("The folder lies on this node's own disk"), source="Reg. (EU) 2024/1358 art. 49; eu-procedures 2.3: a profile is written, never sent")
def on_own_disk(case: CaseFile, data: object, today: date) -> GateResult:
    if kind := exporting.network_file_system(exporting.folder()):
        return fail(_("The folder for exports lies on a network file system (%(kind)s): move it to a disk of this machine.") % {"kind": kind})
    return PASS
