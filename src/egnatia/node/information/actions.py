"""The effects of the library, and telling itself, which the procedures above call."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import end_task, grant, open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Unit
from egnatia.kernel.units import first_of
from egnatia.node.information import inputs, leaflets, procedure, selectors
from egnatia.node.information.items import Step
from egnatia.node.information.models import Delivery, Kind, Material, NotToldYet, Opening, Told, Translation
from egnatia.node.people import selectors as people

INFORM_LATER = "INFORM_LATER"
_SHIPPED = uuid.UUID("5a0f2a7d-8f0a-4f51-9c4e-4f3b1c9f0e11")
READABLE = (Translation.Status.REVIEWED, Translation.Status.UNREVIEWED)


def tell(case: CaseFile, step: Step, data: inputs.Inform, actor: Actor) -> None:
    """Keep what was told and how it was answered, with the leaflet as it was handed over. Raises BadInput where there is none in that language."""
    leaflet = selectors.translation_of(step, data.language) if data.leaflet_given else None
    if data.leaflet_given and leaflet is None:
        raise BadInput({"leaflet_given": _("There is no leaflet in this language: take the mark away, or choose the language of the leaflet.")})
    Told.objects.create(
        case=case,
        step=step,
        items=list(data.items),
        language=data.language,
        interpreter_present=data.interpreter_present,
        answer=data.answer,
        leaflet=leaflet,
        by_name=actor.name,
        at=moment.now(),
    )
    if not selectors.missing(case, step):
        end_task(case, INFORM_LATER)


def note_urgency(case: CaseFile, step: Step, data: inputs.NoteUrgency, actor: Actor) -> None:
    """The step in the person's favour goes first; telling them stays a task."""
    kept = NotToldYet(case=case, person=people.person_of(case), step=step, reason=data.reason, text=data.text, by_name=actor.name, at=moment.now())
    kept.save(force_insert=True)
    open_task(case, INFORM_LATER)


def opened(text: Translation, actor: Actor) -> None:
    """Note the use of a material."""
    if actor.unit is not None:
        Opening.objects.create(translation=text, unit_id=actor.unit, at=moment.now())


def _checked(material: Material, content: bytes) -> bytes:
    if material.kind == Kind.LEAFLET:
        try:
            leaflets.read(content, material.step)
        except leaflets.NotALeaflet as problem:
            raise BadInput({"content": str(problem)}) from None
    elif not content.startswith(b"%PDF-"):
        raise BadInput({"content": _("This is no PDF file.")})
    return content


def _keep(material: Material, data: inputs.AddMaterial | inputs.NewVersion | inputs.AddTranslation, actor: Actor) -> None:
    Translation.objects.create(
        material=material,
        version=material.version,
        language=data.language,
        status=Translation.Status.UNREVIEWED,
        made_by=data.made_by,
        translator=data.translator,
        content=_checked(material, data.content),
        entered_by=actor.id,
        entered_at=moment.now(),
    )


def _share(case: CaseFile) -> None:
    """The library belongs to protection and legal services, whoever added to it."""
    for unit in Unit.objects.filter(kind__in=(Unit.Kind.LEGAL, Unit.Kind.PROTECTION)).values_list("pk", flat=True):
        grant(case, unit, "LIBRARY")


def _one_leaflet(step: str) -> None:
    if Material.objects.filter(kind=Kind.LEAFLET, step=step, withdrawn=False).exists():
        raise BadInput({"step": _("This step has a leaflet already: add a new version to it.")})


@procedure.ADD.effect
def add(case: CaseFile, data: inputs.AddMaterial, actor: Actor) -> None:
    if data.kind is Kind.LEAFLET:
        _one_leaflet(str(data.step))
    material = Material(case=case, number=case.number, title=data.title, kind=data.kind, step=data.step or "", source=data.source)
    material.save(force_insert=True)
    _keep(material, data, actor)
    _share(case)
    open_task(case, "REVIEW")


@procedure.TAKE_SHIPPED.effect
def take_shipped(case: CaseFile, data: inputs.Shipped, actor: Actor) -> None:
    """In all languages that the program has; made by machine, read by nobody."""
    _one_leaflet(data.step)
    english = leaflets.shipped()["eng"]
    case.unit_id = first_of(Unit.Kind.PROTECTION).pk
    material = Material(case=case, number=case.number, title=english["titles"][data.step], kind=Kind.LEAFLET, step=data.step, source="Egnatia")
    material.save(force_insert=True)
    for language in leaflets.shipped():
        Translation.objects.create(
            material=material,
            version=1,
            language=language,
            status=Translation.Status.UNREVIEWED,
            made_by=Translation.MadeBy.MACHINE,
            content=leaflets.shipped_leaflet(data.step, language),
            entered_at=moment.now(),
        )
    _share(case)


def take_all_shipped() -> None:
    """Leaflets of the program that are not on record yet. Safe to run again; nothing without a protection service."""
    if not Unit.objects.filter(kind=Unit.Kind.PROTECTION).exists():
        return
    known = set(Material.objects.filter(kind=Kind.LEAFLET).values_list("step", flat=True))
    for step in Step:
        if step not in known:
            take_shipped({"step": step}, actor=SYSTEM, key=uuid.uuid5(_SHIPPED, step))


@procedure.NEW_VERSION.effect
def new_version(case: CaseFile, data: inputs.NewVersion, actor: Actor) -> None:
    material = Material.objects.select_for_update().get(pk=case.pk)
    material.version += 1
    material.save(update_fields=["version"])
    _keep(material, data, actor)
    open_task(case, "REVIEW")


@procedure.ASK.effect
def ask_translation(case: CaseFile, data: inputs.AskForTranslation, actor: Actor) -> None:
    """Languages that have a text of this version already are passed over."""
    material = Material.objects.get(pk=case.pk)
    there = set(Translation.objects.filter(material=material, version=material.version).exclude(status="SENT_BACK").values_list("language", flat=True))
    for language in sorted(set(data.wanted) - there):
        Translation.objects.create(
            material=material, version=material.version, language=language, status=Translation.Status.WANTED, entered_by=actor.id, entered_at=moment.now()
        )
    open_task(case, "TRANSLATE")


@procedure.TRANSLATE.effect
def add_translation(case: CaseFile, data: inputs.AddTranslation, actor: Actor) -> None:
    """Takes the place of a wish for it. A text that somebody reviewed is changed by a new version alone."""
    material = Material.objects.select_for_update().get(pk=case.pk)
    same = Translation.objects.filter(material=material, version=material.version, language=data.language)
    if same.filter(status=Translation.Status.REVIEWED).exists():
        raise BadInput({"language": _("This version has a reviewed text in this language: add a new version.")})
    same.filter(status=Translation.Status.WANTED).delete()
    same.filter(status=Translation.Status.UNREVIEWED).update(status=Translation.Status.SENT_BACK, remark="replaced")
    _keep(material, data, actor)
    if not Translation.objects.filter(material=material, version=material.version, status=Translation.Status.WANTED).exists():
        end_task(case, "TRANSLATE")
    open_task(case, "REVIEW")


def _present(case: CaseFile, language: str) -> Translation:
    found = Translation.objects.filter(material=case.pk, language=language, status__in=READABLE).order_by("-version").first()
    if found is None:
        raise BadInput({"language": _("There is no text in this language.")})
    return found


@procedure.REVIEW.effect
def review(case: CaseFile, data: inputs.Review, actor: Actor) -> None:
    """The newest text of a language is reviewed, or sent back with what must change."""
    found = _present(case, data.language)
    if found.status == Translation.Status.REVIEWED and data.verdict == Translation.Status.REVIEWED:
        raise BadInput({"language": _("This text was reviewed already.")})
    found.status, found.reviewed_by, found.reviewer, found.remark, found.reviewed_at = data.verdict, actor.id, data.reviewer, data.remark, moment.now()
    found.save(update_fields=["status", "reviewed_by", "reviewer", "remark", "reviewed_at"])
    if not Translation.objects.filter(material=case.pk, status=Translation.Status.UNREVIEWED).exists():
        end_task(case, "REVIEW")


@procedure.DELIVER.effect
def deliver(case: CaseFile, data: inputs.Deliver, actor: Actor) -> None:
    unit = Unit.objects.filter(code=data.unit).first()
    if unit is None:
        raise BadInput({"unit": _("Choose one of the units.")})
    Delivery.objects.create(translation=_present(case, data.language), unit_name=unit.name, copies=data.copies, on=data.on, by_name=actor.name)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """What was given to persons stays on record."""
    Material.objects.filter(pk=case.pk).update(withdrawn=True)
