"""What can be seen of training here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import countries, languages, pool, training
from egnatia.kernel.models import CaseFile, Task, User
from egnatia.kernel.subjects import Row, Section
from egnatia.node.training.models import Checked, KnownModule, KnownSession, Learner, Need, Nomination, Wanted

# Of nominations that something can still come of.
AHEAD = ("nominated", "waiting", "place")
_HELD = {"learner": "", "offered": "warn", "trainer": "done"}


def module_choices() -> list[tuple[Any, Any]]:
    return list(KnownModule.objects.filter(listed=True).order_by("title").values_list("code", "title"))


def listed() -> set[str]:
    """Modules that the hub publishes now."""
    return set(KnownModule.objects.filter(listed=True).values_list("code", flat=True))


def title_of(module: str) -> str:
    return KnownModule.objects.filter(code=module).values_list("title", flat=True).first() or module


def has_news(case: CaseFile, actor: Actor) -> bool:
    return Task.objects.filter(case=case, code__in=("REFUSED", "STANDS"), done_at=None).exists()


def was_moved(case: CaseFile, actor: Actor) -> bool:
    return Task.objects.filter(case=case, code="MOVED", done_at=None).exists()


def session_name(one: KnownSession) -> str:
    when = one.week or one.monday
    return f"{one.number} · {title_of(one.module)} · {languages.name(one.language)} · {one.place}, {countries.name(one.country)} · {when}"


def session_choices() -> list[tuple[Any, Any]]:
    return [(str(one.pk), session_name(one)) for one in KnownSession.objects.filter(takes=True).order_by("monday")]


def learner_choices() -> list[tuple[Any, Any]]:
    with seeing_all():
        found = Learner.objects.exclude(case__state="left").order_by("name")
        return [(str(one.pk), f"{one.name} · {one.office}") for one in found]


def account_choices() -> list[tuple[Any, Any]]:
    return [("", "–"), *User.objects.filter(is_active=True).order_by("display_name", "username").values_list("username", "display_name")]


def of(case: CaseFile) -> Nomination:
    return Nomination.objects.select_related("learner__account", "session").get(pk=case.pk)


def certified(learner: Learner) -> set[str]:
    """Modules with a certificate of the region that was not revoked."""
    found = Nomination.objects.filter(learner=learner, revoked_on=None).exclude(code="")
    return set(found.values_list("session__module", flat=True))


def passed(learner: Learner) -> set[str]:
    """What counts as passed here: certificates, and what the coordinator vouches for."""
    return certified(learner) | set(learner.passed_elsewhere)


def trained(one: Need) -> int:
    """People of the institution who have the module: by certificates, and otherwise; never more than there are posts."""
    found = Nomination.objects.filter(session__module=one.module, learner__institution=one.institution, revoked_on=None).exclude(code="")
    here = found.exclude(learner__case__state="left").aggregate(people=Count("learner", distinct=True))["people"]
    return min(one.posts, one.elsewhere + here)


def known_learner(case: CaseFile) -> dict[str, Any]:
    one = Learner.objects.select_related("account").get(pk=case.pk)
    names = ("name", "sex", "institution", "office", "languages", "email", "leader_email", "passed_elsewhere")
    return {**{name: getattr(one, name) for name in names}, "account": one.account.username if one.account else ""}


def learner_picks(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """What is taught now, and what was noted already though it is not taught any more."""
    listed = dict(module_choices())
    kept = Learner.objects.values_list("passed_elsewhere", flat=True).get(pk=case.pk)
    return {"passed_elsewhere": [*listed.items(), *((code, title_of(code)) for code in kept if code not in listed)]}


def known_need(case: CaseFile) -> dict[str, Any]:
    one = Need.objects.get(pk=case.pk)
    return {"posts": one.posts, "elsewhere": one.elsewhere, "by": one.by}


def sessions(actor: Actor) -> list[KnownSession]:
    """What is listed, with how many of this country are on their way to it."""
    ours = Count("nomination", filter=Q(nomination__case__state__in=AHEAD))
    return list(KnownSession.objects.filter(listed=True).annotate(ours=ours).order_by("monday", "pk"))


def nominations(actor: Actor) -> list[Nomination]:
    return list(Nomination.objects.select_related("case", "learner", "session").order_by("-case__opened_at")[:200])


def learners(actor: Actor) -> list[Learner]:
    found = Learner.objects.exclude(case__state="left").select_related("case").prefetch_related("nomination_set__session")
    return list(found.order_by("name"))


def needs(actor: Actor) -> list[tuple[Need, int]]:
    """(need, how many have it), the largest gap first."""
    found = [(one, trained(one)) for one in Need.objects.filter(case__state="needed").select_related("case")]
    return sorted(found, key=lambda line: (line[1] - line[0].posts, line[0].by))


def check_address(one: Nomination) -> str:
    """Where the paper leads: the name and its salt stand behind the “#”, which no browser sends to the hub."""
    return f"{one.address}#{urlencode({'n': one.name, 's': one.salt})}"


def learner_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Learner.objects.select_related("account").get(pk=case.pk)
    rows = [
        Row(_("Name"), one.name),
        Row(_("Sex"), pool.SEXES[pool.Sex(one.sex)]),
        Row(_("Works at"), f"{training.INSTITUTIONS[training.Institution(one.institution)]}, {one.office}"),
        Row(_("Can follow a training in"), ", ".join(map(languages.name, one.languages))),
        Row(_("E-mail"), one.email or "–"),
        Row(_("E-mail of who leads them"), one.leader_email or "–"),
        Row(_("Passed elsewhere"), ", ".join(map(title_of, one.passed_elsewhere)) or "–"),
        Row(_("Account here"), one.account.username if one.account else "–"),
    ]
    if one.trainer_number:
        until = one.trainer_until or _("not certified yet: teaches beside a trainer")
        rows.append(Row(_("Trainer of the region"), f"{one.trainer_number} · {until}"))
    held = [
        Row(f"{each.session.number} · {title_of(each.session.module)}", _state(each), "done" if each.case.state == "certified" else "")
        for each in Nomination.objects.filter(learner=one).select_related("session", "case").order_by("-case__opened_at")
    ]
    return [Section(_("Learner"), rows, _("Names stay at this node: the hub knows a reference.")), *([Section(_("Training"), held)] if held else [])]


def _state(one: Nomination) -> Any:
    from egnatia.node.training.nominations.procedure import NOMINATION

    return NOMINATION.states[one.case.state]


def nomination_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = of(case)
    rows = [
        Row(_("Learner"), one.learner.name),
        Row(_("Session"), session_name(one.session)),
        Row(_("Why this person"), one.why),
        Row(_("Number of the place"), one.number or "–"),
    ]
    if one.number:
        rows.append(Row(_("ID number in the learning platform"), f"{one.session.number}-{one.number}"))
    if one.told:
        rows.append(Row(_("Said by the hub"), one.told, "warn"))
    paper = []
    if one.code:
        paper = [
            Row(_("Code"), one.code, "warn" if one.revoked_on else "done", check_address(one)),
            Row(_("Certificate"), _("open the PDF"), "", f"/training/certificates/{case.pk}.pdf"),
            Row(_("Badge (Open Badges 3.0)"), _("save the file"), "", f"/training/certificates/{case.pk}.jwt"),
        ]
        if one.revoked_on:
            paper.append(Row(_("Revoked on"), one.revoked_on, "warn"))
    names = {
        "reaction": _("How was it? For the learner"),
        "self": _("What came of it? For the learner"),
        "supervisor": _("What came of it? For who leads them"),
    }
    today = str(moment.today())
    links = [Row(names[kind], _("open the form"), "", link["address"]) for kind, link in one.links.items() if link["until"] >= today]
    parts = [(_("Nomination"), rows), (_("Certificate"), paper), (_("Links, for whoever has no e-mail"), links)]
    return [Section(title, shown) for title, shown in parts if shown]


def wanted(actor: Actor) -> list[Wanted]:
    return list(Wanted.objects.exclude(case__state="withdrawn").select_related("case").order_by("-monday")[:50])


def wanted_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Wanted.objects.get(pk=case.pk)
    rows = [
        Row(_("Module"), title_of(one.module)),
        Row(_("Language"), languages.name(one.language)),
        Row(_("Place"), one.place),
        Row(_("Earliest week"), one.monday),
        Row(_("Weeks that it may wait"), one.flexible),
        Row(_("Places"), one.places),
        Row(_("Session of the region"), one.number or "–"),
    ]
    if one.told:
        rows.append(Row(_("Said by the hub"), one.told, "warn"))
    return [Section(_("Request for trainers"), rows, _("The region finds two trainers for it; nominate people once it is open."))]


def need_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Need.objects.get(pk=case.pk)
    rows = [
        Row(_("Institution"), training.INSTITUTIONS[training.Institution(one.institution)]),
        Row(_("Module"), title_of(one.module)),
        Row(_("People who need it for their post"), one.posts),
        Row(_("Have it"), trained(one)),
        Row(_("Needed by"), one.by, "warn" if one.by < moment.today() and trained(one) < one.posts else ""),
    ]
    looked = [
        Row(f"{each.half} · {training.INDICATORS[each.indicator]}", f"{each.met} / {each.seen}")
        for each in Checked.objects.filter(need=one).order_by("half", "indicator")
    ]
    return [Section(_("Need"), rows), *([Section(_("The work itself"), looked)] if looked else [])]
