"""What happens to the synthetic people: every step is a real action by a real account, at its time in the past."""

from __future__ import annotations

import base64
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.engine import national
from egnatia.kernel.models import CaseFile, User
from egnatia.node.border import actions as border
from egnatia.node.demo import fingers, voluntary
from egnatia.node.demo.examination import Examination
from egnatia.node.demo.population import Somebody, is_child
from egnatia.node.information import leaflets
from egnatia.node.information.items import MANDATORY, Step
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protecting
from egnatia.node.protection.best_interests import actions as interests
from egnatia.node.protection.guardians import actions as guardians
from egnatia.node.protection.guardians.selectors import guardian_of
from egnatia.node.protection.models import Guardian, Guardianship
from egnatia.node.referral import actions as referral
from egnatia.node.referral.handover import actions as handovers
from egnatia.node.referral.models import HandOver, Override, Referral
from egnatia.node.registration import actions as registration
from egnatia.node.registration import procedure
from egnatia.node.registration.models import Intention
from egnatia.node.release import actions as release
from egnatia.node.screening import actions as screening
from egnatia.node.screening import procedure as screening_procedure
from egnatia.node.screening import selectors as screenings
from egnatia.overlays.loader import overlay

_STORY = uuid.UUID("5d0f2a1e-8f4e-4a5c-9d44-6a1b0c3d2e77")


def accounts() -> dict[str, Actor]:
    """The demonstration's staff by user name, as if they had just signed in."""
    return {one.username: actor_of(one, confirmed_at=timezone.now()) for one in User.objects.filter(demo=True).select_related("unit")}


@dataclass
class Teller:
    """Tells the story of one group after another. Keys come from the seed, so that a story told twice happens once."""

    staff: dict[str, Actor]
    seed: int
    draw: random.Random
    count: int = 0

    def key(self) -> UUID:
        self.count += 1
        return uuid.uuid5(_STORY, f"{self.seed}|{self.count}")

    def do(self, door: Callable[..., Any], who: str, data: dict[str, Any], case: UUID | None = None) -> UUID:
        return door(data, actor=self.staff[who], key=self.key(), case_id=case).case_id

    def group(self, people: list[Somebody], at: datetime, now: datetime) -> int:
        """Arrival, screening and referral of people who came together; returns how many."""
        team = self.draw.choice(["", "", "2"])
        first_case = ""
        for one in people:
            with acting_as(self.staff[f"officer{team}"]), moment.pretend(at):
                case = self._arrive(one, f"officer{team}", at, first_case)
                first_case = first_case or CaseFile.objects.values_list("number", flat=True).get(pk=case)
            self._screen(one, case, team, at, now)
        if self.draw.random() < 0.12:
            self._at_the_border(people[0], team, at, now)
        return len(people)

    def _at_the_border(self, like: Somebody, team: str, at: datetime, now: datetime) -> None:
        """Somebody at the crossing point who is refused, handed back, or wants asylum after all; now and then a false document or a facilitator."""
        officer, shift, hour = f"officer{team}", f"shift{team}", timedelta(hours=1)
        person = self._person(like)
        if at + 3 * hour > now or is_child(like, at):
            return
        with acting_as(self.staff[officer]), moment.pretend(at):
            way = self.draw.random()
            if way < 0.2:
                paper = {"paper": "PASSPORT", "issuer": like.country, "falsity": self.draw.choice(["FORGED", "IMPOSTOR"]), "place": "Crossing point"}
                self.do(border.record_false_document, officer, {**person, **paper})
                return
            if way < 0.3:
                self.do(border.record_facilitator, officer, {**person, "place": "LAND", "persons_helped": 4, "benefit": "SYNTHETIC: money was found"})
                return
            kind = "REFUSAL" if way < 0.8 else "HAND_BACK"
            neighbour = overlay(settings.EGNATIA_COUNTRY).borders[1 if team else 0].split("-")[1]
            case = self.do(border.begin, officer, {**person, "kind": kind, "to_country": neighbour, "place": "Crossing point"})
            self.do(border.inform, officer, self._told(Step.BORDER, like), case)
            wish = self.draw.random() < 0.3
            self.do(border.ask_asylum, officer, {"wishes_asylum": "YES" if wish else "NO"}, case)
            if wish:
                return
            self.do(border.assess_risk, officer, {"risk": False, "reasons": "SYNTHETIC: asked about every fear, none named"}, case)
            grounds = self.draw.choice([["A"], ["C"], ["A", "E"], ["C", "G"]]) if kind == "REFUSAL" else []
            self.do(border.propose, officer, {"grounds": grounds, "reasons": "SYNTHETIC: no permission to enter was shown"}, case)
        with acting_as(self.staff[shift]), moment.pretend(at + 2 * hour):
            self.do(border.decide, shift, {"language": like.language, "form_given": True, "remedy_told": True}, case)

    @staticmethod
    def _told(step: Step, one: Somebody) -> dict[str, Any]:
        """All of it, through an interpreter."""
        paper = leaflets.language_for(one.language) in leaflets.TAGS
        return {"items": list(MANDATORY[step]), "language": one.language, "interpreter_present": True, "leaflet_given": paper, "answer": "OWN_WORDS"}

    @staticmethod
    def _person(one: Somebody) -> dict[str, Any]:
        """Who somebody says they are."""
        return {
            "family_name": one.family,
            "given_names": one.given,
            "original_script": one.original,
            "birth": one.birth,
            "place_of_birth": "SYNTHETIC town",
            "sex": one.sex,
            "citizenship": one.country,
            "language": one.language,
            "unaccompanied": one.alone,
            "mrz": one.mrz,
            "synthetic": True,
        }

    def _arrive(self, one: Somebody, who: str, at: datetime, first_case: str) -> UUID:
        reason = self.draw.choices(["UNAUTH_CROSSING", "ILLEGAL_STAY", "APPLIED_AT_BORDER"], [70, 18, 12])[0]
        data = {
            **self._person(one),
            "reason": reason,
            "place": "Border section, patrol area",
            "arrived_at": at - timedelta(minutes=40),
            "relative_case": first_case if one.relation else "",
            "relation": one.relation or None,
        }
        return self.do(screening.register_arrival, who, data)

    def _screen(self, one: Somebody, case: UUID, team: str, at: datetime, now: datetime) -> None:
        """The steps of the first days, as far as time has come; some cases stay behind on purpose."""
        officer, medic, protection = f"officer{team}", f"medic{team}", f"protection{team}"
        child = is_child(one, at)
        wish = one.alone or self.draw.random() < 0.78
        steps: list[tuple[float, Callable[..., Any], str, dict[str, Any]]] = [
            (
                1,
                screening.inform,
                officer,
                self._told(Step.SCREENING, one),
            ),
            (2, screening.ask_asylum, protection, {"wishes_asylum": "YES" if wish else "NO"}),
            (
                5,
                screening.record_vulnerability,
                protection,
                {
                    "indicators": ["ALONE"] if one.alone else ["NONE_SEEN"],
                    "urgent": False,
                    "categories": self.draw.choices([[], ["PREGNANT"], ["TORTURE"], ["DISABILITY"]], [88, 4 if one.sex == 2 else 0, 5, 3])[0],
                },
            ),
            (8, screening.record_health, medic, {"outcome": self.draw.choices(["NO_NEED", "CARE_NEEDED"], [85, 15])[0]}),
            (20, screening.record_identification, officer, {"outcome": "DOCUMENT" if one.mrz else "DECLARED"}),
            (22, screening.record_biometrics, officer, self._fingers(child)),
            (24, screening.record_security, officer, {"sources": [one.code for one in national.sources()]}),
            (
                30,
                screening.complete_form,
                officer,
                {"confirmed": ["NAME"] if one.mrz else [], "spoken": [one.language], "transit": ["TUR", "GRC"], "cooperated": True},
            ),
            (34, screening.offer_copy, officer, {"mode": "PAPER"}),
        ]
        if national.here(screening_procedure.PRESCREEN).exists:
            outcome = "UNACCOMPANIED_MINOR" if one.alone else "APPLICANT" if wish else "IRREGULAR"
            steps.append((6, screening.record_prescreening, officer, {"outcome": outcome, "interpreter_present": True}))
        if child:
            steps.append((33, screening.record_child, protection, {"outcome": "REPRESENTATIVE" if one.alone else "ADULT_PRESENT"}))
        done = 0
        # Some of the newest cases stay behind, so that the queue shows what a passed limit looks like.
        slow = self.draw.random() < (0.15 if at > now - timedelta(days=16) else 0.004)
        for hours, door, who, data in sorted(steps, key=lambda step: step[0]):
            when = at + timedelta(hours=hours)
            if when > now or (slow and hours > 8):
                break
            if door is screening.record_biometrics and data["outcome"] == "TAKEN" and not one.birth["year"]:
                continue
            with acting_as(self.staff[who]), moment.pretend(when):
                self.do(door, who, data, case)
            done += 1
        if done < len(steps) or at + timedelta(hours=40) > now:
            return
        self._refer(one, case, officer, protection, wish, at + timedelta(hours=40), now)

    def _fingers(self, child: bool) -> dict[str, Any]:
        """Nothing of a child; of an adult a container whose images are no fingers."""
        if child:
            return {"outcome": "TOO_YOUNG"}
        taken = fingers.container(self.draw.randrange(10**6), quality=self.draw.randint(35, 90))
        return {"outcome": "TAKEN", "fingers": base64.b64encode(taken).decode(), "device": "SYNTHETIC scanner 1"}

    def _refer(self, one: Somebody, case: UUID, officer: str, protection: str, wish: bool, at: datetime, now: datetime) -> None:
        with acting_as(self.staff[protection]), moment.pretend(at):
            for need in screenings.needs_beside(CaseFile.objects.get(pk=case)):
                service = {"need": need, "receiver": "SOCIAL-WORK", **self._ground(one)}
                self.do(screening.refer_beside, protection, service, case)
        if (one.alone or (not wish and is_child(one, at))) and not self._interests(one, case, protection, at):
            return
        with acting_as(self.staff[officer]), moment.pretend(at):
            self.do(screening.refer, officer, {"route": "REGISTRATION" if wish else "RETURN_RULES"}, case)
        if one.alone or self.draw.random() < 0.15:
            with acting_as(self.staff[protection]), moment.pretend(at):
                child = protecting.treated_as_child(people.person_of(CaseFile.objects.get(pk=case)))
                basis = self._ground(one) if one.alone else self._agreed(one, child=child)
                self.do(
                    referral.offer,
                    protection,
                    {"source_case": case, "receiver": "SOCIAL-WORK", "need": "Guardian for a child" if one.alone else "Counselling and shelter", **basis},
                )
        if at + timedelta(hours=20) <= now:
            self._answer(one, case, at + timedelta(hours=20), now)
        if not wish and not is_child(one, at) and self.draw.random() < 0.7:
            voluntary.walk(self, one, case, protection, at + timedelta(days=2), now)

    @staticmethod
    def _agreed(one: Somebody, *, child: bool) -> dict[str, Any]:
        """What somebody lets a service know."""
        scope = ["NAME", "LANGUAGE", "BIRTH", "SEX", "MESSAGE"]
        told = {"consent_language": one.language, "interpreter_present": True, "given_by": "PARENT" if child else "SELF", "way": "SIGNED"}
        return {"basis": "CONSENT", "scope": scope, **told, "message": "SYNTHETIC: speaks no local language"}

    @staticmethod
    def _ground(one: Somebody) -> dict[str, Any]:
        """What does not wait for an agreement; a second person looks at it."""
        told = {"priority": "EMERGENCY", "reason": "SYNTHETIC: cannot wait until morning", "scope": ["NAME", "BIRTH", "SEX", "LANGUAGE", "NEEDS"]}
        return {"basis": "BEST_INTERESTS" if one.alone else "DANGER_TO_LIFE", **told}

    def _serve(self, offered: UUID, at: datetime) -> None:
        """The service answers; some way further with some of them."""
        if self.draw.random() < 0.08:
            self.do(referral.decline, "social", {"reason": "No place is free today", "declined_as": "NO_CAPACITY"}, offered)
            return
        if Override.objects.filter(case=offered, approved=None).exists():
            with acting_as(self.staff["coordinator"]), moment.pretend(at):
                self.do(referral.review_override, "coordinator", {"approve": True}, offered)
        self.do(referral.acknowledge, "social", {}, offered)
        self.do(referral.accept, "social", {}, offered)
        if self.draw.random() < 0.6:
            self.do(referral.begin_service, "social", {"on": at.date()}, offered)
            self.do(referral.deliver, "social", {"on": at.date()}, offered)

    def _interests(self, one: Somebody, case: UUID, protection: str, at: datetime) -> bool:
        """A short assessment of a child alone; a full one before anything goes against a family. False where nobody stands beside the child: its case waits."""
        with acting_as(self.staff[protection]), moment.pretend(at):
            child = CaseFile.objects.values_list("subject", flat=True).get(pk=case)
            assert child is not None
            process = self.do(interests.begin, protection, {"person_id": child, "risk": self.draw.choice(["HIGH", "MEDIUM", "LOW"])})
        with acting_as(self.staff["social"]), moment.pretend(at):
            heard = {"language": "eng", "interpreter_present": True, "views": "SYNTHETIC: wants to go to school"}
            told = {"risk": "MEDIUM", "findings": "SYNTHETIC", "plan": "SYNTHETIC", "review_on": at.date() + timedelta(days=90)}
            kind = {"kind": "SHORT"} if one.alone else {"kind": "FULL", "permits": True}
            beside = one.alone or bool(guardian_of(child))
            if beside:
                self.do(interests.assess, "social", {**heard, **told, **kind}, process)
            return beside

    def _answer(self, one: Somebody, case: UUID, at: datetime, now: datetime) -> None:
        """The receivers answer; the asylum authority registers."""
        for who in ("asylum", "foreigners", "social"):
            with acting_as(self.staff[who]), moment.pretend(at):
                mine = {"source_case": case, "receiver_id": self.staff[who].unit, "case__state": "offered"}
                for handed in HandOver.objects.filter(**mine).values_list("pk", flat=True):
                    self.do(handovers.accept, who, {}, handed)
                for offered in Referral.objects.filter(**mine).values_list("pk", flat=True):
                    self._serve(offered, at)
        later = at + timedelta(hours=26)
        if later > now or self.draw.random() < 0.1:
            return
        self._before_registration(one, case, at, now)
        with acting_as(self.staff["asylum"]), moment.pretend(later):
            subject = CaseFile.objects.filter(pk=case).values_list("subject", flat=True).first()
            for intended in Intention.objects.filter(person=subject, case__state="intended").values_list("pk", flat=True):
                # One step where the country has it, and not always there.
                at_once = national.here(procedure.REGISTER_AND_LODGE).exists and not one.alone and self.draw.random() < 0.6
                door = registration.register_and_lodge if at_once else registration.register
                data = {
                    "read_back": True,
                    "language": one.language,
                    "interpreter_present": True,
                    "address": "SYNTHETIC centre",
                    "why_no_name": "NOT_KNOWN",
                    "why_no_birth": "NOT_KNOWN",
                    "why_no_birthplace": "NOT_KNOWN",
                    "why_no_nationality": "UNDER_EXAMINATION",
                    "why_no_papers": "LOST",
                    "document_issued": next((kind.code for kind in national.documents(f"registration.{door.__name__}")), "NONE"),
                }
                self.do(registration.inform, "asylum", self._told(Step.ASYLUM, one), intended)
                self.do(door, "asylum", data, intended)
        self._after_registration(one, case, later, now)

    def _before_registration(self, one: Somebody, case: UUID, at: datetime, now: datetime) -> None:
        """A guardian for a child alone; where the country does so, the police sends on to the authority that registers."""
        with acting_as(self.staff["asylum"]), moment.pretend(at):
            subject = CaseFile.objects.filter(pk=case).values_list("subject", flat=True).first()
            wishes = list(Intention.objects.filter(person=subject, case__state="intended").values_list("pk", flat=True))
        for wish in wishes:
            if one.alone:
                with acting_as(self.staff["social"]), moment.pretend(at):
                    guardian = {"name": "SYNTHETIC guardian", "authority": "Centre for Social Work"}
                    self.do(registration.name_guardian, "social", guardian, wish)
                self._guardianship(wish, at)
            if national.here(procedure.SEND_ON).exists and self.draw.random() < 0.8:
                with acting_as(self.staff["asylum"]), moment.pretend(at):
                    self.do(registration.send_on, "asylum", {"to": "SYNTHETIC office", "proof_given": True}, wish)

    def _guardianship(self, wish: UUID, at: datetime) -> None:
        """A guardian of the register for most children alone; the others wait, and the clock shows it."""
        with acting_as(self.staff["social"]), moment.pretend(at):
            child = CaseFile.objects.values_list("subject", flat=True).get(pk=wish)
            found = Guardian.objects.order_by("name").values_list("pk", flat=True)
            if not found:
                known = {"organisation": "SYNTHETIC Centre for Social Work", "spoken": ["eng", "prs"], "vetted_on": at.date()}
                first = [self.do(guardians.add_guardian, "social", {"name": f"SYNTHETIC guardian {letter}", **known}) for letter in "AB"]
                self.do(guardians.give_queue, "social", {"unit": "GUARDIAN-1"}, first[0])
            # Asked for by itself, as soon as the child was known to be alone.
            case = Guardianship.objects.values_list("pk", flat=True).get(person=child, ended_at=None)
            if self.draw.random() < 0.7:
                self.do(guardians.appoint, "social", {"guardian": self.draw.choice(list(found) or first)}, case)
                if self.draw.random() < 0.6:
                    self.do(guardians.note_meeting, "social", {}, case)

    def _after_registration(self, one: Somebody, case: UUID, at: datetime, now: datetime) -> None:
        """Most people report to the centre and lodge in time; some do not, and the clocks show it."""
        for door, days, share in ((registration.note_reported, 2, 0.95), (registration.lodge, 9, 0.9)):
            if at + timedelta(days=days) > now or self.draw.random() > share:
                continue
            with acting_as(self.staff["asylum"]), moment.pretend(at + timedelta(days=days)):
                subject = CaseFile.objects.filter(pk=case).values_list("subject", flat=True).first()
                for registered in Intention.objects.filter(person=subject, case__state="registered").values_list("pk", flat=True):
                    self.do(door, "asylum", {}, registered)
        Examination(self).tell(one, case, at + timedelta(days=16), now)

    def publish(self, period: str, at: datetime) -> None:
        """A month is counted by one and approved by another."""
        with acting_as(self.staff["statistician"]), moment.pretend(at):
            case = self.do(release.prepare, "statistician", {"period": period})
        self.staff["approver"] = replace(self.staff["approver"], confirmed_at=timezone.now())
        with acting_as(self.staff["approver"]), moment.pretend(at + timedelta(hours=2)):
            self.do(release.approve, "approver", {}, case)
