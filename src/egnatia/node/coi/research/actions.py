"""Asking, answering, striking, reading and publishing."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.editions import BadEdition
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import actions as library
from egnatia.node.coi import selectors as known
from egnatia.node.coi.models import Claim, Document, Edition, Kind, NothingFound, Remark, Research, Support
from egnatia.node.coi.research import editions, inputs, neutral, procedure, selectors, sharing


@procedure.ASK.effect
def ask(case: CaseFile, data: inputs.AskQuestion, actor: Actor) -> None:
    """Raises BadInput for words that tell of a person: of the one whose case it was asked beside, or of anybody in the register."""
    person = None
    if data.beside is not None:
        person = CaseFile.objects.filter(pk=data.beside).values_list("subject", flat=True).first()
        if person is None:
            raise BadInput({"title": _("The case beside which you asked is not your unit's any more: ask from the list of questions.")})
    _begin(case, data, actor, Kind.RESPONSE, person=person, needed_by=data.needed_by)


@procedure.PLAN.effect
def plan(case: CaseFile, data: inputs.PlanReport, actor: Actor) -> None:
    """Raises BadInput for words that tell of a person."""
    _begin(case, data, actor, Kind.REPORT)


def _begin(case: CaseFile, data: Any, actor: Actor, kind: Kind, *, person: uuid.UUID | None = None, **more: Any) -> None:
    neutral.check({"title": data.title, "questions": "\n".join(data.questions)}, data.language, public=bool(data.public), person=person)
    neutral.check({"public": data.public}, data.language, public=True, person=person)
    given = data.model_dump(include={"title", "country", "questions", "since", "until", "language", "public"})
    topics = " ".join(dict.fromkeys(data.topics))
    Research.objects.create(case=case, kind=kind, topics=topics, asked_by_name=actor.name, asked_at=moment.now(), **given, **more)


@procedure.DECLINE.effect
def decline(case: CaseFile, data: inputs.Decline, actor: Actor) -> None:
    _remark(case, Remark.What.DECLINED, data.why, actor)
    open_task(case, selectors.READ)


def _remark(case: CaseFile, what: Remark.What, text: str, actor: Actor) -> None:
    Remark.objects.create(research_id=case.pk, what=what, text=text, by_name=actor.name, at=moment.now())


@procedure.STATE.effect
def state(case: CaseFile, data: inputs.StateClaim, actor: Actor) -> None:
    """Raises BadInput for no such question, a quotation that does not stand there, and words that tell of a person."""
    one = selectors.of(case)
    _is_question(one, data.question)
    neutral.check({"text": data.text, "quote": data.quote, "translation": data.translation, "pinpoint": data.pinpoint}, one.language, public=bool(one.public))
    number = Claim.objects.filter(research=one).count() + 1
    claim = Claim.objects.create(research=one, question=data.question, number=number, text=data.text, by=actor.id, by_name=actor.name, at=moment.now())
    _place(claim, data, actor)
    NothingFound.objects.filter(research=one, question=data.question).update(struck=True)


def _is_question(one: Research, number: int) -> None:
    if not 1 <= number <= len(one.questions):
        raise BadInput({"question": _("Choose one of the questions.")})


def _place(claim: Claim, data: inputs.StateClaim | inputs.AddPlace, actor: Actor, *, otherwise: bool = False) -> None:
    citation = library.cite(data.document, data.pinpoint, data.quote, data.translation, data.translated_by)
    Support.objects.create(claim=claim, citation_id=citation, otherwise=otherwise, by=actor.id)


@procedure.ADD_PLACE.effect
def add_place(case: CaseFile, data: inputs.AddPlace, actor: Actor) -> None:
    """Raises BadInput for no claim of this case, and a quotation that does not stand there."""
    one = selectors.of(case)
    neutral.check({"quote": data.quote, "translation": data.translation, "pinpoint": data.pinpoint}, one.language, public=bool(one.public))
    _place(_claim(case, data.claim), data, actor, otherwise=data.otherwise)


def _claim(case: CaseFile, key: uuid.UUID) -> Claim:
    found = Claim.objects.filter(research=case.pk, struck=False, pk=key).first()
    if found is None:
        raise BadInput({"claim": _("Choose a claim that stands here.")})
    return found


@procedure.NAME_PUBLIC.effect
def name_public(case: CaseFile, data: inputs.NamePublic, actor: Actor) -> None:
    """Raises BadInput for numbers and addresses, which are nobody's public life."""
    one = selectors.of(case)
    neutral.check({"public": data.public}, one.language, public=True)
    one.public = data.public
    one.save(update_fields=["public"])


@procedure.STRIKE.effect
def strike(case: CaseFile, data: inputs.StrikeClaim, actor: Actor) -> None:
    """Raises BadInput for no claim of this case."""
    found = _claim(case, data.claim)
    found.struck = True
    found.save(update_fields=["struck"])


@procedure.NOTHING.effect
def note_nothing(case: CaseFile, data: inputs.NoteNothing, actor: Actor) -> None:
    """Raises BadInput for a question on which something is stated, and words that tell of a person."""
    one = selectors.of(case)
    _is_question(one, data.question)
    if Claim.objects.filter(research=one, question=data.question, struck=False).exists():
        raise BadInput({"question": _("Something is stated on it already: strike that first, if it does not hold.")})
    neutral.check({"terms": data.terms, "looked_in": data.looked_in}, one.language, public=bool(one.public))
    NothingFound.objects.create(research=one, by=actor.id, by_name=actor.name, **data.model_dump())


@procedure.SEND_BACK.effect
def send_back(case: CaseFile, data: inputs.SendBack, actor: Actor) -> None:
    _remark(case, Remark.What.SENT_BACK, data.why, actor)


@procedure.PUBLISH.effect
def publish(case: CaseFile, data: inputs.Publish, actor: Actor) -> None:
    """An edition, and the document by which it is found and cited. Raises BadInput for a source that is not registered."""
    source = next((one for one in known.sources() if one.pk == data.source), None)
    if source is None:
        raise BadInput({"source": _("Choose a registered source.")})
    one, last = selectors.of(case), selectors.editions(case.pk).first()
    number = last.number + 1 if last else 1
    told = editions.compose(case, number, source.name)
    try:
        content, digest = editions.sealed(told)
    except BadEdition:
        raise BadInput({"source": _("This is too long for one edition: send it back, and divide it.")}) from None
    taken = library.take({"content": editions.paper(told, digest)}, actor=actor, key=uuid.uuid5(case.pk, f"edition {number}")).case_id
    today = moment.today()
    about = {
        "title": f"{one.title} ({case.number}, {number})",
        "source": source.pk,
        "about": [one.country],
        "topics": one.topics.split(),
        "language": one.language,
        "published_on": today,
        "accessed_on": today,
        "cut_off": one.until,
        # Whoever cites the earlier edition is told; one that was withdrawn is not followed.
        "follows": last.document_id if last and not last.document.withdrawn else None,
    }
    library.confirm(about, actor=actor, key=uuid.uuid5(case.pk, f"confirm {number}"), case_id=taken)
    document = Document.objects.only("pk").get(pk=taken)
    Edition.objects.create(
        research=one, number=number, content=content, digest=digest, document=document, published_at=moment.now(), reviewed_by_name=actor.name
    )
    if one.kind == Kind.RESPONSE:
        open_task(case, selectors.READ)


@procedure.LOOK.effect
def look_again(case: CaseFile, data: inputs.LookAgain, actor: Actor) -> None:
    _remark(case, Remark.What.LOOKED_AT, data.what, actor)


def ask_to_review(case: CaseFile) -> None:
    """A document that is quoted here was withdrawn, or has a newer edition."""
    open_task(case, selectors.REVIEW)


@procedure.TAKE_ON.effect
def take_on(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Somebody answers it."""


@procedure.SUBMIT.effect
def submit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nothing changes any more until a second person has read it."""


@procedure.SHARE.effect
def share(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The newest edition, to the byte. Raises BadInput where it was shared already, or withdrawn, and TooLong for one that no envelope holds."""
    if not selectors.to_share(case, actor):
        raise BadInput({"": _("The newest edition was shared already, or withdrawn: prepare a new one.")})
    sharing.send(selectors.editions(case.pk)[0].pk, actor)


@procedure.REVISE.effect
def revise(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """What was stated stays where it is; the edition that was published stays as it is."""


@procedure.READ_IT.effect
def read(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Whoever asked knows the answer."""
