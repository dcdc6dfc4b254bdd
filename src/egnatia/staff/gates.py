"""Safeguards of who may work here: nobody grants what they asked for, or grants to themselves, and two administrators always remain."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import current_actor
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import PASS, GateResult, fail, gate
from egnatia.kernel.models import CaseFile
from egnatia.staff import selectors
from egnatia.staff.models import StaffAccount, UnitRecord


@gate("G-SECOND", _("A second administrator grants"), source="ISO/IEC 27002:2022 5.3 (segregation of duties)")
def granted_by_second_person(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever proposed it, and whoever it is for, does not grant it."""
    actor = current_actor()
    mine = actor.id if actor else None
    if case.procedure == "unit":
        return fail(_("You proposed this: another administrator must grant it.")) if UnitRecord.objects.get(pk=case.pk).proposed_by == mine else PASS
    account = StaffAccount.objects.get(pk=case.pk)
    if mine is None or mine == account.proposed_by:
        return fail(_("You proposed this: another administrator must grant it."))
    if mine == account.user_id:
        return fail(_("This is your own account: another administrator must grant it."))
    return PASS


@gate("G-START", _("A new account has a start password"), source="ASVS 5.0 V6.4.1")
def start_password_given(case: CaseFile, data: Any, today: date) -> GateResult:
    """Needed where somebody signs in for the first time, or anew."""
    account = StaffAccount.objects.get(pk=case.pk)
    needed = account.user_id is None or account.wants_new_start
    return fail(_("Enter a start password: this person signs in for the first time, or anew.")) if data and needed and not data.start_password else PASS


@gate("G-TWOADMINS", _("Two administrators remain"), source="ISO/IEC 27002:2022 5.3: a grant needs two people")
def two_administrators_remain(case: CaseFile, data: Any, today: date) -> GateResult:
    """Whoever administers cannot be the last but one to leave: nobody could grant anything any more."""
    account = StaffAccount.objects.select_related("user").get(pk=case.pk)
    user = account.user
    if user is None or Role.ADMINISTRATOR not in user.roles or not user.is_active:
        return PASS
    stays = case.state == "change_proposed" and Role.ADMINISTRATOR in account.wanted_roles
    if stays or selectors.administrators(locked=data is not None) > 2:
        return PASS
    return fail(_("Only two administrators are left. Let a third account become administrator first."))
