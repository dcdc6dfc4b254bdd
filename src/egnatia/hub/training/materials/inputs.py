from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import StringConstraints

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Progress
from egnatia.kernel.codes import languages
from egnatia.kernel.engine.fields import Language, NeededLine
from egnatia.kernel.engine.spec import Ask, Input

Address = Annotated[str, StringConstraints(max_length=300, pattern=r"^(https://\S+)?$")]
Where = Annotated[Address, Ask(_("Where it is"), _("An address that begins with https://, or empty."))]


class Register(Input):
    module: Annotated[str, Ask(_("Module"), "", "select", selectors.module_choices)]
    title: Annotated[NeededLine, Ask(_("Title"))]
    language: Annotated[Language, Ask(_("Written in"), "", "select", languages.choices)]
    licence: Annotated[NeededLine, Ask(_("Licence"), _("What others may do with it, such as CC BY 4.0."))]
    address: Where = ""


class NewVersion(Input):
    address: Where = ""


class Translate(Input):
    language: Annotated[Language, Ask(_("Into"), "", "select", languages.choices)]
    progress: Annotated[Progress, Ask(_("How far it is"), choices=lambda: Progress.choices, widget="radio")]
    address: Where = ""
