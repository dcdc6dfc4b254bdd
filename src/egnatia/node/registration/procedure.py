"""From a wish for asylum to its registration. No gate stands before either: access to asylum is never blocked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import FIELD_STAFF, Role
from egnatia.kernel.engine.spec import Action, Clock, NoInput, Procedure
from egnatia.node.registration import inputs, selectors

REGISTER_BY = Clock("REGISTER_BY", _("Register the application"))
NEEDS_ASSESSED = Clock("NEEDS_ASSESSED", _("Assess special procedural needs"))
REPORT_TO_CENTRE = Clock("REPORT_TO_CENTRE", _("Person reports to the centre"), optional=True)
LODGE_BY = Clock("LODGE_BY", _("Lodge the application"), optional=True)
INTENTION_DOC = Clock("INTENTION_DOC_VALIDITY", _("Document of the intention is valid"), optional=True)

RECORD_WISH = Action(
    "record_wish",
    _("Record a wish for asylum"),
    src=(None,),
    dst="intended",
    by=FIELD_STAFF,
    purpose=Purpose.ASYLUM,
    input=inputs.RecordWish,
    starts=(REGISTER_BY, NEEDS_ASSESSED),
    exempt=True,
    from_case=selectors.wish_from_case,
    hint=_("One step. It freezes any removal and blocks nothing else."),
)
REGISTER = Action(
    "register",
    _("Register the application"),
    src=("intended",),
    dst="registered",
    by=frozenset({Role.REGISTRATION_OFFICER, Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=inputs.Register,
    stops=("REGISTER_BY",),
    starts=(LODGE_BY, INTENTION_DOC, REPORT_TO_CENTRE),
    does_task=("REGISTER",),
    exempt=True,
)
NOTE_REPORTED = Action(
    "note_reported",
    _("Note that the person reported to the centre"),
    src=("registered", "lodged"),
    dst=None,
    by=FIELD_STAFF,
    purpose=Purpose.ASYLUM,
    input=NoInput,
    stops=("REPORT_TO_CENTRE",),
    does_task=("REPORT_TO_CENTRE",),
    parallel=True,
    exempt=True,
)
LODGE = Action(
    "lodge",
    _("Record the lodging of the application"),
    src=("registered",),
    dst="lodged",
    by=frozenset({Role.ASYLUM_CASEWORKER}),
    purpose=Purpose.ASYLUM,
    input=NoInput,
    stops=("LODGE_BY", "INTENTION_DOC_VALIDITY"),
    does_task=("LODGE_BY", "INTENTION_DOC_VALIDITY"),
    exempt=True,
    hint=_("The examination itself follows in the asylum room."),
)
NOTE_NEEDS = Action(
    "note_needs_assessed",
    _("Note that special procedural needs were assessed"),
    src=("intended", "registered", "lodged"),
    dst=None,
    by=frozenset({Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER, Role.PROTECTION_OFFICER}),
    purpose=Purpose.ASYLUM,
    input=NoInput,
    stops=("NEEDS_ASSESSED",),
    parallel=True,
    exempt=True,
    hint=_("The needs themselves stand in the special needs check."),
)
REGISTRATION = Procedure(
    "registration",
    _("Asylum: intention, registration, lodging"),
    states={"intended": _("Intention recorded"), "registered": _("Registered"), "lodged": _("Lodged")},
    actions=(RECORD_WISH, REGISTER, NOTE_NEEDS, NOTE_REPORTED, LODGE),
    tasks={"REGISTER": _("Register the application")},
)
