"""The effects of the evidence assessment."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import procedure
from egnatia.node.asylum.actions import keep_earlier
from egnatia.node.asylum.evidence import inputs, selectors, weighed
from egnatia.node.asylum.interview import selectors as interviews
from egnatia.node.asylum.models import Analysis, Fact, Finding, Piece, Weighing
from egnatia.node.asylum.models.codes import Bears, Indicator, PieceKind
from egnatia.node.coi import actions as coi
from egnatia.node.coi import selectors as coi_known


def _fact(case: CaseFile, wanted: UUID) -> Fact:
    found = Fact.objects.filter(case=case.pk, pk=wanted, is_struck=False).first()
    if found is None:
        raise BadInput({"fact": _("Choose a fact of this case.")})
    return found


def _of_the_report(case: CaseFile, fact: Fact, bears: str, words: str) -> Piece:
    """Words with the paragraph they stand in. Raises BadInput for words that stand nowhere in the report: a quotation is exact."""
    one = interviews.newest_held(case)
    place = interviews.place_of(words, one) if one else ""
    if one is None or not place:
        raise BadInput({"words": _("These words do not stand in the report: copy them from it.")})
    return Piece(
        case=case, person_id=fact.person_id, fact=fact, kind=PieceKind.STATEMENT, bears=bears, pinpoint=place, text=words, interview=one, at=moment.now()
    )


@procedure.FACT.effect
def add_fact(case: CaseFile, data: inputs.AddFact, actor: Actor) -> None:
    assert case.subject is not None
    last = Fact.objects.filter(case=case.pk).aggregate(last=Max("number"))["last"] or 0
    fact = Fact(case=case, person_id=case.subject, number=last + 1, kind=data.kind, statement=data.statement)
    fact.save(force_insert=True)
    if data.words:
        _of_the_report(case, fact, Bears.SUPPORTS, data.words).save(force_insert=True)


@procedure.STRIKE.effect
def strike_fact(case: CaseFile, data: inputs.StrikeFact, actor: Actor) -> None:
    """It stays on record with its reason, and counts no more."""
    one = _fact(case, data.fact)
    one.struck, one.is_struck = data.why, True
    one.save()


@procedure.EVIDENCE.effect
def add_evidence(case: CaseFile, data: inputs.AddEvidence, actor: Actor) -> None:
    fact = _fact(case, data.fact)
    if data.kind is PieceKind.STATEMENT:
        _of_the_report(case, fact, data.bears, data.words).save(force_insert=True)
        return
    piece = Piece(case=case, person_id=fact.person_id, fact=fact, kind=data.kind, bears=data.bears, pinpoint=data.pinpoint, at=moment.now())
    if data.kind is PieceKind.COI and data.document is not None:
        try:
            piece.citation = coi.cite(data.document, data.pinpoint, data.words, data.translation, data.translated_by)
        except BadInput as problem:
            # The words of the other room's refusal, at the fields of this form.
            raise BadInput({"words" if name == "quote" else name: text for name, text in problem.errors.items()}) from None
    else:
        piece.text = data.words
    piece.save(force_insert=True)


@procedure.ASSESS.effect
def assess_fact(case: CaseFile, data: inputs.AssessFact, actor: Actor) -> None:
    """A person finds; an earlier finding is replaced, and decisions that were taken keep the one they were taken on."""
    one = _fact(case, data.fact)
    if not Piece.objects.filter(fact=one, is_taken_back=False).exists():
        raise BadInput({"fact": _("Nothing bears on this fact yet: add what was said or shown first.")})
    _keep_finding(case, one)
    one.outcome, one.reasons, one.has_reasons, one.factors = data.outcome, data.reasons, bool(data.reasons), list(data.factors)
    one.explained, one.benefit = data.explained, sorted(data.benefit)
    one.assessed_by, one.assessed_by_name, one.assessed_at = actor.id, actor.name, moment.now()
    one.save()
    told = {Indicator.DETAIL: data.detail, Indicator.INTERNAL: data.internal, Indicator.EXTERNAL: data.external, Indicator.PLAUSIBLE: data.plausible}
    Finding.objects.filter(fact=one).delete()
    Finding.objects.bulk_create(Finding(case=case, person_id=one.person_id, fact=one, indicator=name, bears=bears) for name, bears in told.items())


def _keep_finding(case: CaseFile, one: Fact) -> None:
    if one.outcome:
        keep_earlier(case, _("Finding on fact %(number)s") % {"number": one.number}, f"{one.get_outcome_display()}: {one.reasons}")


@procedure.TAKE_BACK.effect
def take_back_evidence(case: CaseFile, data: inputs.TakeBackEvidence, actor: Actor) -> None:
    """Raises BadInput for what is no evidence of this case. A finding that rested on it among others is made anew."""
    one = Piece.objects.filter(case=case.pk, pk=data.piece, is_taken_back=False, fact__is_struck=False).select_related("fact").first()
    if one is None:
        raise BadInput({"piece": _("Choose evidence of this case.")})
    one.taken_back, one.is_taken_back = data.why, True
    one.save(update_fields=["taken_back", "is_taken_back"])
    fact = one.fact
    _keep_finding(case, fact)
    fact.outcome = ""
    fact.save(update_fields=["outcome"])
    Finding.objects.filter(fact=fact).delete()


@procedure.WEIGH.effect
def weigh_coi(case: CaseFile, data: inputs.WeighCountryInformation, actor: Actor) -> None:
    """Raises BadInput for another quotation than the next one, a source that is not registered, and what was not shown."""
    found = weighed.upcoming(case)
    if found is None or found[0].pk != data.piece:
        raise BadInput({"piece": _("Another quotation comes next: open this form again.")})
    piece = found[0]
    beside = {one.key: one.text for one in weighed.shown(piece)}
    if not set(data.otherwise) <= set(beside):
        raise BadInput({"otherwise": _("The library changed meanwhile: look at what stands beside the quotation now.")})
    if not set(data.roots) <= {one.pk for one in coi_known.sources()}:
        raise BadInput({"roots": _("Choose registered sources.")})
    earlier = Weighing.objects.filter(pk=piece.pk).first()
    keep_earlier(case, _("How country information was weighed"), f"{earlier.get_function_display()}: {earlier.weight}" if earlier else None)
    one = earlier or Weighing(piece=piece, case=case, person_id=piece.person_id)
    one.function, one.rests, one.roots, one.weight = data.function, data.rests, list(dict.fromkeys(data.roots)), data.weight
    one.answers = {name: str(getattr(data, name)) for name in weighed.QUESTIONS}
    one.shown, one.otherwise = list(beside), [{"place": key, "text": text} for key, text in beside.items() if key in data.otherwise]
    one.otherwise_why, one.by_name, one.at = data.otherwise_why or None, actor.name, moment.now()
    one.save()


@procedure.DESPITE.effect
def rely_despite(case: CaseFile, data: inputs.RelyDespite, actor: Actor) -> None:
    """Raises BadInput for what is no outdated information of this case, or was withdrawn: no reason makes that hold."""
    one = next((piece for piece, _source, why in selectors.outdated(case) if piece.pk == data.piece and not any(each.barred for each in why)), None)
    if one is None:
        raise BadInput({"piece": _("Choose information of this case that may not hold any more.")})
    keep_earlier(case, _("Why outdated information is relied on"), one.despite)
    one.despite, one.despite_by_name, one.despite_at = data.why, actor.name, moment.now()
    one.save(update_fields=["despite", "despite_by_name", "despite_at"])


@procedure.REVIEW_COI.effect
def review_coi(case: CaseFile, data: inputs.ReviewCountryInformation, actor: Actor) -> None:
    """What was found stays with the case; what has to change, changes by its own step."""
    keep_earlier(case, _("Country information looked at again"), f"{_('Changes something') if data.changes else _('Changes nothing')}: {data.what}")


def ask_to_review(case: CaseFile) -> None:
    """A document that is cited here was withdrawn, or has a newer edition."""
    open_task(case, "REVIEW_COI")


@procedure.ANALYSE.effect
def analyse(case: CaseFile, data: inputs.Analyse, actor: Actor) -> None:
    assert case.subject is not None
    one = Analysis.objects.filter(pk=case.pk).first() or Analysis(case=case, person_id=case.subject)
    keep_earlier(case, _("Risk and legal analysis"), "\n".join([one.risk, one.text]) if one.at else None)
    for name, value in data.model_dump().items():
        setattr(one, name, value)
    one.by_name, one.at = actor.name, moment.now()
    one.save()
