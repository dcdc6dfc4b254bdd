"""Materials, and in which languages they can be taught from."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training import selectors
from egnatia.hub.training.models import Material, Progress, Translation
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import languages
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section

# What the seven speak: translations are counted against these.
OF_THE_REGION = ("sqi", "bos", "cnr", "mkd", "srp", "tur")


def materials(actor: Actor) -> list[Material]:
    return list(Material.objects.filter(case__state="used").prefetch_related("translation_set").order_by("module", "title"))


def ready(one: Material) -> set[str]:
    """Languages in which the version of today can be used."""
    return {one.language} | {each.language for each in one.translation_set.all() if each.progress == Progress.READY and each.version == one.version}


def coverage(found: list[Material]) -> tuple[int, int]:
    """(material ready in a language of the region, all that there could be): translation coverage of reference 5.2."""
    return sum(len(ready(one) & set(OF_THE_REGION)) for one in found), len(found) * len(OF_THE_REGION)


def state(one: Translation) -> tuple[object, str]:
    """What is said of a translation, and its mark."""
    if one.version != one.material.version:
        return _("out of date: of version %(version)s") % {"version": one.version}, "warn"
    return one.get_progress_display(), "done" if one.progress == Progress.READY else ""


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Material.objects.get(pk=case.pk)
    rows = [
        Row(_("Module"), dict(selectors.module_choices()).get(one.module, one.module)),
        Row(_("Title"), one.title),
        Row(_("Version"), one.version),
        Row(_("Written in"), languages.name(one.language)),
        Row(_("Licence"), one.licence),
        Row(_("Where it is"), one.address or "–", "", one.address),
    ]
    found = Translation.objects.filter(material=one).select_related("material").order_by("language")
    translated = [Row(languages.name(each.language), state(each)[0], state(each)[1], each.address) for each in found]
    return [Section(_("Material"), rows), *([Section(_("Translations"), translated)] if translated else [])]
