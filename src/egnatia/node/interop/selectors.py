"""What can be seen of a file that was asked for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.interop import exporting, profiles
from egnatia.node.interop.models import ProfileExport


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = ProfileExport.objects.get(pk=case.pk)
    rows = [
        Row(_("Profile"), f"{profiles.titles().get(one.profile, one.profile)} · {one.version}"),
        Row(_("Category"), one.category),
        Row(_("What the file is needed for"), one.reason),
        Row(_("Asked for by"), one.asked_name),
    ]
    if one.failed:
        rows.append(Row(_("Not written"), one.failed, "warn"))
    if one.written_at:
        rows += [
            Row(_("Written"), one.written_at, "done"),
            Row(_("Records"), one.records),
            Row(_("File"), exporting.path_of(case.pk).name),
            Row("SHA-256", one.digest),
        ]
    if one.removed_at:
        rows.append(Row(_("Removed from the disk"), one.removed_at, "done"))
    note = _("On this node's own disk, for its own user alone, for a week. Biometric data are not in it. Nothing can send it.")
    return [Section(_("File in the form of a profile"), rows, note)]
