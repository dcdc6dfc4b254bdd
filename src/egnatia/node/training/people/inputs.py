from __future__ import annotations

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from egnatia.kernel.codes import languages, pool, training
from egnatia.kernel.engine.fields import Language, Mail, NeededLine
from egnatia.kernel.engine.spec import Ask, Input
from egnatia.node.training import selectors


class Person(Input):
    name: Annotated[NeededLine, Ask(_("Name"), _("As it should stand on a certificate. It stays at this node."))]
    sex: Annotated[pool.Sex, Ask(_("Sex"), choices=lambda: list(pool.SEXES.items()), widget="radio")]
    institution: Annotated[training.Institution, Ask(_("Works at"), choices=training.institutions, widget="select")]
    office: Annotated[NeededLine, Ask(_("Office and post"))]
    languages: Annotated[list[Language], Field(min_length=1, max_length=10), Ask(_("Can follow a training in"), "", "select_many", languages.choices)]
    email: Annotated[Mail, Ask(_("E-mail"), _("For the place, the certificate and the questions afterwards."))] = ""
    leader_email: Annotated[Mail, Ask(_("E-mail of who leads them"), _("Asked some months later what training changed in the work."))] = ""
    passed_elsewhere: Annotated[
        list[str],
        Field(max_length=40),
        Ask(_("Passed elsewhere"), _("You have seen a certificate, or they have the experience that counts for it."), "select_many", selectors.module_choices),
    ] = []
    account: Annotated[
        str, Ask(_("Account here"), _("If they work with this program: what they pass is then noted with their account."), "select", selectors.account_choices)
    ] = ""


class OfferTrainer(Input):
    languages: Annotated[list[Language], Field(min_length=1, max_length=10), Ask(_("Teaches in"), "", "select_many", languages.choices)]
    most: Annotated[int, Field(ge=1, le=26), Ask(_("Sessions in a half-year at most"))] = 2


class InPool(Input):
    """What the hub says of a trainer."""

    number: Annotated[int, Field(ge=1), Ask(_("Number in the pool"))]
    until: Annotated[date | None, Ask(_("Certified until"), widget="day")] = None
