"""Adding and withdrawing documents, and citing them."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes.quotes import stands_in
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.coi import inputs, procedure
from egnatia.node.coi.models import Citation, Document


@procedure.ADD.effect
def add(case: CaseFile, data: inputs.AddDocument, actor: Actor) -> None:
    """Raises BadInput for a file that is here already."""
    digest = hashlib.sha256(data.content).hexdigest()
    if known := Document.objects.filter(digest=digest, withdrawn=False).first():
        raise BadInput({"content": _("This file is here already: %(number)s.") % {"number": known.number}})
    about = {"title": data.title, "publisher": data.publisher, "kind": data.kind, "countries": " ".join(data.about), "language": data.language}
    when = {"published_on": data.published_on, "accessed_on": data.accessed_on, "address": data.address, "assessment": data.assessment}
    media = inputs.media_type(data.content)
    Document.objects.create(case=case, number=case.number, **about, **when, media_type=media, content=data.content, digest=digest)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Document.objects.filter(pk=case.pk).update(withdrawn=True)


def cite(document: UUID, pinpoint: str, quote: str) -> UUID:
    """Note a place in a document; returns the citation's id. Raises BadInput for a quotation that does not stand there, or no document."""
    found = Document.objects.filter(pk=document, withdrawn=False).first()
    if found is None:
        raise BadInput({"document": _("Choose a document that may be cited.")})
    if not (pinpoint and quote):
        raise BadInput({"quote": _("Write the page or paragraph, and the words that are cited.")})
    stands = None if found.media_type != "text/plain" else stands_in(quote, bytes(found.content).decode())
    if stands is False:
        raise BadInput({"quote": _("These words do not stand in the document: copy them from it.")})
    return Citation.objects.create(document=found, pinpoint=pinpoint, quote=quote, found=stands, at=moment.now()).pk
