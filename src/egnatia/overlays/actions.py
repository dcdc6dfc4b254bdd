"""Effects on the law tables. A row that held before stays, with its last day; nothing is overwritten but an unverified row of the same day."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import WrongState
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, ListRow, RuleRow
from egnatia.overlays import inputs, procedure, selectors
from egnatia.overlays.models import ListChange, RuleChange, Transposition, TranspositionChange


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.ProposeRule, actor: Actor) -> None:
    """Keep the proposal beside what holds now. A hub has no law of its own."""
    if not settings.EGNATIA_COUNTRY:
        raise WrongState
    RuleChange.objects.create(
        case=case,
        country=settings.EGNATIA_COUNTRY,
        **data.model_dump(),
        before=selectors.in_words(selectors.present_row(settings.EGNATIA_COUNTRY, data.code))[:300],
        proposed_by=actor.id,
        proposed_name=actor.name,
    )
    open_task(case, "GRANT_RULE")


@procedure.GRANT.effect
def grant(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The row is in the table from now on; the one before it ends the day before."""
    change = RuleChange.objects.select_for_update().get(pk=case.pk)
    row = selectors.as_row(change)
    row.edited = True
    if change.verified:
        row.verified_by, row.verified_on = f"{change.proposed_name}; {actor.name}"[:120], moment.today()
    own = RuleRow.objects.filter(jurisdiction=change.country, code=change.code, synthetic=False)
    same = own.filter(valid_from=change.valid_from).first()
    row.pk = same.pk if same else None
    following = own.filter(valid_from__gt=change.valid_from).order_by("valid_from").first()
    row.valid_to = same.valid_to if same else following.valid_from - timedelta(days=1) if following else None
    row.save()
    earlier = own.filter(valid_from__lt=change.valid_from).order_by("-valid_from").first()
    if earlier is not None and (earlier.valid_to is None or earlier.valid_to >= change.valid_from):
        earlier.valid_to, earlier.edited = change.valid_from - timedelta(days=1), True
        earlier.save(update_fields=["valid_to", "edited"])
    change.row = row
    change.save(update_fields=["row"])


@procedure.REFUSE.effect
def refuse(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The table stays as it is; the proposal stays on record."""


@procedure.PROPOSE_ENTRY.effect
def propose_entry(case: CaseFile, data: inputs.ProposeEntry, actor: Actor) -> None:
    if not settings.EGNATIA_COUNTRY:
        raise WrongState
    ListChange.objects.create(case=case, country=settings.EGNATIA_COUNTRY, **data.model_dump(), proposed_by=actor.id, proposed_name=actor.name)
    open_task(case, "GRANT_ENTRY")


@procedure.GRANT_ENTRY.effect
def grant_entry(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """In force by two names. An entry that ends keeps its first day: what was decided under it can be understood."""
    change = ListChange.objects.get(pk=case.pk)
    own = ListRow.objects.filter(jurisdiction=change.country, name=change.name, code=change.code, synthetic=False)
    if change.ends:
        own.filter(valid_to=None, valid_from__lte=change.on).update(valid_to=change.on)
        return
    checked = {"verified": True, "verified_by": f"{change.proposed_name}; {actor.name}", "gazette": change.gazette, "confidence": "H", "valid_to": None}
    told = {"legal_ref": change.legal_ref, "note": change.note}
    own.update_or_create(jurisdiction_id=change.country, name=change.name, code=change.code, valid_from=change.on, defaults={**checked, **told})


@procedure.REFUSE_ENTRY.effect
def refuse_entry(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The list stays as it is; the proposal stays on record."""


@procedure.PROPOSE_STAGE.effect
def propose_stage(case: CaseFile, data: inputs.ProposeStage, actor: Actor) -> None:
    """Keep the proposal beside what is noted now."""
    if not settings.EGNATIA_COUNTRY:
        raise WrongState
    fields = data.model_dump()
    now = Transposition.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY, instrument=data.instrument).first()
    TranspositionChange.objects.create(
        case=case,
        country=settings.EGNATIA_COUNTRY,
        instrument_id=fields.pop("instrument"),
        **fields,
        before=f"{now.get_stage_display()} · {now.act}"[:300] if now else "–",
        proposed_by=actor.id,
        proposed_name=actor.name,
    )
    open_task(case, "GRANT_STAGE")


@procedure.GRANT_STAGE.effect
def grant_stage(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """From now on the report says it, with the names of the two."""
    change = TranspositionChange.objects.get(pk=case.pk)
    told = {name: getattr(change, name) for name in ("stage", "act", "since", "modelled_on", "note")}
    known = {**told, "confidence": "H", "verified_by": f"{change.proposed_name}; {actor.name}"}
    Transposition.objects.update_or_create(jurisdiction_id=change.country, instrument=change.instrument, defaults=known)


@procedure.REFUSE_STAGE.effect
def refuse_stage(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """What is noted stays; the proposal stays on record."""
