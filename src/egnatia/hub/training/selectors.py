"""The curriculum as it stands: the newest version of each module, and what has to come before it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.models import Group, Module
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

# Of fewer than this it is nobody's business who passed, or what they think.
LEAST = 5


def current() -> dict[str, Module]:
    """The newest published version of each module that was not withdrawn, by code."""
    with seeing_all():
        found = Module.objects.filter(case__state="published").order_by("code", "version")
        return {one.code: one for one in found}


def taught(code: str, version: int | None) -> Module:
    """The version that a session was approved with, else the newest that was ever published; also if it is withdrawn now. Raises Module.DoesNotExist."""
    with seeing_all():
        found = Module.objects.filter(code=code, version__isnull=False)
        return (found.filter(version=version) if version else found).latest("version")


def module_choices() -> list[tuple[Any, Any]]:
    return [(code, one.title) for code, one in sorted(current().items(), key=lambda item: item[1].title)]


def all_before(code: str, prerequisites: list[str]) -> set[str]:
    """What comes before a module with these prerequisites, at whatever distance."""
    known, found, wanted = current(), set(), list(prerequisites)
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            wanted += known[one].prerequisites if one in known else []
    return found


def curriculum(actor: Actor) -> list[tuple[Any, list[Module]]]:
    """(group, its modules), in the order of the groups."""
    modules = sorted(current().values(), key=lambda one: one.title)
    return [(label, found) for code, label in Group.choices if (found := [one for one in modules if one.group == code])]


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Module.objects.get(pk=case.pk)
    titles = dict(module_choices())
    rows = [
        Row(_("Code"), one.code),
        Row(_("Version"), one.version or _("gets its number when it is published")),
        Row(_("Group"), one.get_group_display()),
        Row(_("For whom"), one.target_group),
        Row(_("EQF level"), one.eqf or _("not said")),
        Row(_("What somebody needs to begin"), one.entry or "–"),
        Row(_("Modules before it"), ", ".join(titles.get(code, code) for code in one.prerequisites) or "–"),
        Row(_("Languages"), ", ".join(map(languages.name, one.languages))),
        Row(_("How it is taught"), one.get_delivery_display()),
        Row(_("How it is assessed"), one.assessment or _("not said")),
        Row(_("Hours of work"), one.hours or _("not said")),
        Row(_("Source"), one.source),
    ]
    outcomes = [Row(number, text) for number, text in enumerate(one.outcomes, 1)]
    return [Section(one.title, rows), Section(_("Whoever passes it …"), outcomes)]
