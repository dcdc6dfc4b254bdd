from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from egnatia.hub.logframe import rights
from egnatia.hub.logframe.parties.actions import find as find_party
from egnatia.hub.updates import tasks
from egnatia.hub.updates.models import Post, PostFigure, PostText
from egnatia.hub.updates.posts import inputs, procedure, rendering, telling
from egnatia.hub.updates.posts.gathering import Gathered, gather
from egnatia.hub.updates.posts.selectors import ENGLISH
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine.refusals import BadInput
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile


def _slug(case: CaseFile, title: str) -> str:
    """Readable, and never that of another post: it ends with the case number."""
    return f"{slugify(title)[:60].strip('-')}-{case.number.lower()}".lstrip("-")


def _checked(post: Post, words: inputs.Words | PostText) -> None:
    known = set(post.figures.values_list("code", flat=True))
    for name in ("title", "summary", "body"):
        if unknown := rendering.marks(getattr(words, name)) - known:
            raise BadInput({name: _("There is no figure %(names)s: choose among those on the page.") % {"names": ", ".join(sorted(unknown))}})


@procedure.WRITE.effect
def write(case: CaseFile, data: inputs.Write, actor: Actor) -> None:
    party = find_party(data.lead)
    one = Post.objects.create(case=case, kind=Post.Kind.NEWS, slug=_slug(case, data.title), topic=data.topic, party=party, public=data.public)
    _checked(one, data)
    PostText.objects.create(post=one, language=ENGLISH, title=data.title, summary=data.summary, body=data.body)
    rights.place(case, party)


def _count(one: Post, told: Gathered) -> None:
    one.figures.all().delete()
    PostFigure.objects.bulk_create(
        PostFigure(post=one, code=each.code, label=each.label, value=each.value, of=each.of, rows=[list(row) for row in each.rows], query=each.query)
        for each in told.figures
    )


@procedure.ASSEMBLE.effect
def assemble(case: CaseFile, data: inputs.Assemble, actor: Actor) -> None:
    """A first text from the system's own data, for an editor to finish."""
    party, told = find_party(data.lead), gather(data.first, data.last)
    words = telling.words(told)
    checked = inputs.Words.model_validate(words)
    one = Post.objects.create(
        case=case,
        kind=Post.Kind.UPDATE,
        slug=_slug(case, rendering.plain(told.figures, words["title"])),
        topic="Cooperation",
        party=party,
        first=data.first,
        last=data.last,
    )
    _count(one, told)
    _checked(one, checked)
    PostText.objects.create(post=one, language=ENGLISH, **checked.model_dump())
    # Links alone: who opens what it tells of is asked when it is opened.
    with seeing_all():
        one.about.set(CaseFile.objects.filter(pk__in=told.about))
    rights.place(case, party)


@procedure.EDIT.effect
def edit(case: CaseFile, data: inputs.Words, actor: Actor) -> None:
    """Translations are older than the English words from then on."""
    one = Post.objects.get(pk=case.pk)
    _checked(one, data)
    words = PostText.objects.get(post=one, language=ENGLISH)
    told = data.model_dump()
    if any(getattr(words, name) != value for name, value in told.items()):
        PostText.objects.filter(pk=words.pk).update(**told, version=words.version + 1)


@procedure.RECOUNT.effect
def recount(case: CaseFile, data: NoInput, actor: Actor) -> None:
    one = Post.objects.get(pk=case.pk)
    if one.first is None or one.last is None:
        raise BadInput({"": _("This one tells of no period.")})
    _count(one, gather(one.first, one.last))
    gone = [
        each.language for each in one.texts.all() if rendering.marks(each.title + each.summary + each.body) - set(one.figures.values_list("code", flat=True))
    ]
    if gone:
        # A translation that names a figure that is no more would show its code: it is made anew.
        one.texts.exclude(language=ENGLISH).filter(language__in=gone).delete()


@procedure.TRANSLATE.effect
def translate(case: CaseFile, data: inputs.Translate, actor: Actor) -> None:
    if data.language == ENGLISH:
        raise BadInput({"language": _("The English words are edited, not translated.")})
    one = Post.objects.get(pk=case.pk)
    _checked(one, data)
    version = PostText.objects.get(post=one, language=ENGLISH).version
    told = data.model_dump(exclude={"language"}) | {"version": version}
    PostText.objects.update_or_create(post=one, language=data.language, defaults=told)


@procedure.SUBMIT.effect
def submit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Post.objects.filter(pk=case.pk).update(remarks="")
    for unit in {case.unit_id, rights.hub()}:
        open_task(case, "REVIEW", unit)


@procedure.RETURN.effect
def send_back(case: CaseFile, data: inputs.Remarks, actor: Actor) -> None:
    Post.objects.filter(pk=case.pk).update(remarks=data.remarks)
    open_task(case, "RETURNED", case.unit_id)


@procedure.PUBLISH.effect
def publish(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Post.objects.filter(pk=case.pk, published_at=None).update(published_at=moment.now())
    # Runs after this step is committed: a published post that everybody may read goes to those who asked for it.
    tasks.digest.defer(post=str(case.pk))


@procedure.DISCARD.effect
def discard(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It stays on record."""


@procedure.TAKE_BACK.effect
def take_back(case: CaseFile, data: inputs.Remarks, actor: Actor) -> None:
    """Off the public pages until it is published again; letters that went out are not sent twice."""
    Post.objects.filter(pk=case.pk).update(remarks=data.remarks)


@procedure.WITHDRAW.effect
def withdraw(case: CaseFile, data: inputs.Remarks, actor: Actor) -> None:
    """Nobody reads it any more; why stays on record."""
    Post.objects.filter(pk=case.pk).update(remarks=data.remarks)
