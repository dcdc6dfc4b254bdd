"""Registering sources; taking, confirming and withdrawing documents; citing them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import editions
from egnatia.kernel.codes.quotes import place_of
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import citing, inputs, procedure, tasks, where_used
from egnatia.node.coi.extraction import reading
from egnatia.node.coi.library import taking, verifying
from egnatia.node.coi.models import Assessment, Citation, CountryEvent, Document, Made, Passage, PassageNote, SharedEdition, Source
from egnatia.node.coi.research import neutral

_AROUND = 32


@procedure.REGISTER.effect
def register(case: CaseFile, data: inputs.RegisterSource, actor: Actor) -> None:
    """Raises BadInput for a name that is registered already."""
    known = {"name": _("This source is registered already: %(name)s.") % {"name": data.name}}
    if Source.objects.filter(name__iexact=data.name).exists():
        raise BadInput(known)
    with _unless(known):
        source = Source.objects.create(case=case, name=data.name, kind=data.kind)
    _answered(source, data.model_dump(exclude={"name", "kind"}), actor)


@procedure.ASSESS.effect
def assess(case: CaseFile, data: inputs.AssessSource, actor: Actor) -> None:
    _answered(Source.objects.get(pk=case.pk), data.model_dump(), actor)


def _answered(source: Source, answers: dict[str, str], actor: Actor) -> None:
    version = Assessment.objects.filter(source=source).count() + 1
    Assessment.objects.create(source=source, version=version, by_name=actor.name, on=moment.today(), **answers)


@procedure.TAKE.effect
def take(case: CaseFile, data: inputs.TakeDocument, actor: Actor) -> None:
    """Raises BadInput for a file that cannot be read, is here already, or says nothing."""
    content, at = data.content or data.pasted.encode(), "content" if data.content else "pasted"
    _keep(case, content, at, data.address)


def _keep(case: CaseFile, content: bytes, at: str, address: str = "", known: dict[str, Any] | None = None) -> None:
    """A file as a document to be confirmed; ``known``: what is proposed whatever was read. Raises BadInput at the field ``at``."""
    digest = hashlib.sha256(content).hexdigest()
    if here := Document.objects.filter(digest=digest, withdrawn=False).first():
        raise BadInput({at: _("This file is here already: %(number)s.") % {"number": here.number}})
    try:
        read = reading.extract(content)
    except reading.Unreadable as problem:
        raise BadInput({at: str(problem)}) from None
    title = read.title[:300]
    proposed = {"title": title, "language": read.language, "countries": read.countries, "published": read.published, **(known or {})}
    one = Document(case=case, number=case.number, title=title or case.number, media_type=read.kind, content=content, digest=digest)
    one.accessed_on, one.address, one.proposed, one.confirmed = moment.today(), address, proposed, False
    taking.keep_text(one, read)
    if not one.text and not one.pages:
        raise BadInput({at: _("There is no text in it: choose another file, or paste the text.")})
    with _unless({at: _("Somebody added this file in this moment: look for it in the list.")}):
        one.save(force_insert=True)


@procedure.TAKE_SHARED.effect
def take_shared(case: CaseFile, data: inputs.TakeShared, actor: Actor) -> None:
    """Raises BadInput for what is no edition of another country, was taken already, or was withdrawn."""
    one = SharedEdition.objects.select_for_update(of=("self",)).filter(pk=data.shared, document=None, withdrawn_at=None).first()
    if one is None:
        raise BadInput({"shared": _("Choose an edition that another country shared, and that is not here yet.")})
    told = editions.read(bytes(one.content))
    earlier = SharedEdition.objects.filter(node=one.node, number=one.number, edition__lt=one.edition, document__confirmed=True, document__withdrawn=False)
    last = earlier.order_by("-edition").values_list("document", flat=True).first()
    about = {"title": told.title, "language": told.language, "countries": [told.country], "published": told.published_on.isoformat()}
    _keep(case, bytes(one.paper), "shared", known={**about, "follows": str(last) if last else ""})
    one.document_id = case.pk
    one.save(update_fields=["document"])


@contextmanager
def _unless(told: dict[str, Any]) -> Iterator[None]:
    """What the database refuses because somebody else was faster is said at its field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise BadInput(told) from None


@procedure.CONFIRM.effect
def confirm(case: CaseFile, data: inputs.ConfirmDocument, actor: Actor) -> None:
    """Raises BadInput for a source that is not registered, or an edition that has a newer one already."""
    one = Document.objects.get(pk=case.pk)
    source = Source.objects.filter(pk=data.source).first()
    if source is None:
        raise BadInput({"source": _("Choose a registered source.")})
    one.title, one.source, one.publisher, one.kind, one.language = data.title, source, source.name, source.kind, data.language
    one.assessed = Assessment.objects.filter(source=source).order_by("-version").first()
    one.countries, one.topics = " ".join(dict.fromkeys(data.about)), " ".join(dict.fromkeys(data.topics))
    one.published_on, one.accessed_on, one.address, one.assessment = data.published_on, data.accessed_on, data.address, data.assessment
    earlier = None
    if data.follows is not None:
        # Locked, as by whoever cites it: nobody cites it without being told of this one.
        known = Document.objects.filter(pk=data.follows, confirmed=True, withdrawn=False).exclude(pk=one.pk)
        earlier = known.select_for_update(of=("self",)).defer("content", "text").first()
        if earlier is None or Document.objects.filter(follows=earlier, withdrawn=False).exists():
            raise BadInput({"follows": _("Choose a document that has no newer edition yet.")})
        Document.objects.filter(follows=earlier).update(follows=None)
        one.follows = earlier
    _by_a_person("translator", data.translator)
    one.cut_off, one.made, one.translator = data.cut_off, data.made, data.translator
    one.confirmed, one.confirmed_at = True, moment.now()
    try:
        read = reading.extract(bytes(one.content))
    except reading.Unreadable as problem:
        raise BadInput({"title": str(problem)}) from None
    # Text and passages of one reading, so that places in both are the same.
    taking.keep_text(one, read)
    one.save()
    taking.divide(one, read)
    if earlier is not None:
        where_used.ask_for_review(earlier)
    tasks.index.defer()


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Document.objects.filter(pk=case.pk).update(withdrawn=True)
    # An edition of another country can be taken again.
    SharedEdition.objects.filter(document=case.pk).update(document=None)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: inputs.WithdrawDocument, actor: Actor) -> None:
    """From now on it is found by nobody; every case that uses it gets a task."""
    one = Document.objects.select_for_update(of=("self",)).defer("content", "text").get(pk=case.pk)
    one.withdrawn, one.withdrawn_at, one.withdrawn_why, one.indexed_at = True, moment.now(), data.why, None
    # The editions before and after it follow each other; where there is none after it, another can come.
    earlier, one.follows = one.follows_id, None
    one.save(update_fields=["withdrawn", "withdrawn_at", "withdrawn_why", "indexed_at", "follows"])
    if earlier:
        Document.objects.filter(follows=one).update(follows=earlier)
    where_used.ask_for_review(one)
    for tell in where_used.when_withdrawn:
        tell(one)
    tasks.index.defer()


@procedure.CLOSE.effect
def close(case: CaseFile, data: inputs.CloseDocument, actor: Actor) -> None:
    """From now on applicants are given the summary; every case that cites it looks at what rests on it."""
    _closed(case, closed=data.closed, closed_why=data.closed_why, summary=data.summary)


@procedure.REOPEN.effect
def reopen(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Every case that cites it can give the file from now on. Why it was closed stays with the case's own record."""
    _closed(case, closed="")


def _closed(case: CaseFile, **told: str) -> None:
    one = Document.objects.select_for_update(of=("self",)).defer("content", "text").get(pk=case.pk)
    for name, value in told.items():
        setattr(one, name, value)
    one.save(update_fields=list(told))
    where_used.ask_for_review(one)


@procedure.NOTE_HELD.effect
def note_held(case: CaseFile, data: inputs.NoteHeld, actor: Actor) -> None:
    """Raises BadInput for a passage that is not there, and for words that tell of somebody of the register."""
    if not Passage.objects.filter(document=case.pk, number=data.passage).exists():
        raise BadInput({"passage": _("There is no such passage: open the document, and count from its address.")})
    neutral.check({"who": data.who, "said": data.said}, "eng")
    PassageNote.objects.create(document_id=case.pk, by_name=actor.name, **data.model_dump())


@procedure.NOTE_EVENT.effect
def note_event(case: CaseFile, data: inputs.NoteEvent, actor: Actor) -> None:
    """From now on, what was published before it is not relied on without a reason."""
    told = {"country": data.country, "day": data.day, "what": data.what, "topics": " ".join(dict.fromkeys(data.topics))}
    CountryEvent.objects.create(case=case, noted_at=moment.now(), **told)


@procedure.WITHDRAW_EVENT.effect
def withdraw_event(case: CaseFile, data: NoInput, actor: Actor) -> None:
    CountryEvent.objects.filter(pk=case.pk).update(withdrawn=True)


def _by_a_person(name: str, translator: str) -> None:
    if citing.names_a_machine(translator):
        raise BadInput({name: _("That is a machine: what it made is read, and never cited. Name the person who translated.")})


def cite(document: UUID, pinpoint: str, quote: str, translation: str = "", translated_by: str = "") -> UUID:
    """Note a place in a document, with a translation by a person; returns the citation's id.

    Raises BadInput for a quotation that does not stand there, no document, and a translation by nobody or by a machine.
    """
    if bool(translation.strip()) is not bool(translated_by.strip()):
        raise BadInput({"translated_by": _("A translation names the person who made it; without one, leave both empty.")})
    _by_a_person("translated_by", translated_by)
    rendered = {"translation": translation.strip(), "translated_by": translated_by.strip()}
    # Locked: what is withdrawn in this moment either is not cited any more, or its withdrawal is told to this case.
    found = Document.objects.select_for_update(of=("self",)).filter(pk=document, withdrawn=False, confirmed=True).defer("content").first()
    if found is None:
        raise BadInput({"document": _("Choose a document that may be cited.")})
    if found.made == Made.MACHINE:
        raise BadInput({"document": _("A machine translated it or summed it up: cite the original, or a translation by a person who is named.")})
    if not (pinpoint and quote):
        raise BadInput({"quote": _("Write the page or paragraph, and the words that are cited.")})
    place = place_of(quote, found.text)
    if place is None:
        # Where the page itself could not be read, a person vouches for the words.
        if not verifying.vouched(pinpoint, found):
            raise BadInput({"quote": _("These words do not stand in the document: copy them from it.")})
        return Citation.objects.create(document=found, pinpoint=pinpoint, quote=quote, found=None, at=moment.now(), **rendered).pk
    start, end = place
    around = {"prefix": found.text[max(0, start - _AROUND) : start], "suffix": found.text[end : end + _AROUND]}
    passage = Passage.objects.filter(document=found, start__lte=start, end__gt=start).first()
    where = {"start": start, "end": end, "page": passage.page if passage else 0, "passage": passage.number if passage else 0}
    return Citation.objects.create(document=found, pinpoint=pinpoint, quote=quote, found=True, at=moment.now(), **around, **where, **rendered).pk
