"""The effects of asking for a file."""

from __future__ import annotations

from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, User
from egnatia.node.interop import inputs, procedure, profiles, tasks
from egnatia.node.interop.models import ProfileExport


@procedure.ASK.effect
def ask(case: CaseFile, data: inputs.AskExport, actor: Actor) -> None:
    """Keep what was asked for; the data protection officer's unit is asked to approve."""
    officer = User.objects.filter(roles__contains=[Role.DATA_PROTECTION_OFFICER], is_active=True).order_by("username").first()
    if officer is None:
        raise BadInput({"profile": "no data protection officer has an account here: an administrator must add one"})
    version = profiles.elements(data.profile)[0].version
    ProfileExport.objects.create(
        case=case, profile=data.profile, version=version, category=data.category, reason=data.reason, asked_by=actor.id, asked_name=actor.name
    )
    grant(case, officer.unit_id, "EXPORT")
    open_task(case, "APPROVE_EXPORT", officer.unit_id)


@procedure.APPROVE.effect
def approve(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The worker writes it: reading all records takes its time."""
    tasks.export.defer(case_id=str(case.pk))


@procedure.REFUSE.effect
def refuse(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nothing is written; that it was asked for stays on record."""
