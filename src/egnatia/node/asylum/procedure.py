"""The examination of an application as one table. What is in the applicant's favour carries no gate; what goes against them two people and a remedy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import WITH_GUARDIANS, Role
from egnatia.kernel.engine.spec import Clock, NoInput, Procedure, steps
from egnatia.node.asylum import gates, inputs, selectors
from egnatia.node.asylum.decision import gates as deciding
from egnatia.node.asylum.decision import inputs as decisions
from egnatia.node.asylum.decision import selectors as decided
from egnatia.node.asylum.evidence import gates as weighing
from egnatia.node.asylum.evidence import inputs as evidence
from egnatia.node.asylum.evidence import selectors as facts
from egnatia.node.asylum.evidence import weighed
from egnatia.node.asylum.interview import gates as hearing
from egnatia.node.asylum.interview import inputs as interview
from egnatia.node.asylum.interview import selectors as heard
from egnatia.node.protection import selectors as protection

P = Purpose.ASYLUM
CASEWORKER = frozenset({Role.ASYLUM_CASEWORKER})
EXAMINED = ("open", "admissibility")
DECIDE_BY = Clock(
    "DECIDE", _("Decide on the application"), then="limit_passed", rule=selectors.decide_rule, anchor=selectors.decide_from, when=selectors.is_application
)
ADMIT_BY = Clock("ADMISSIBILITY", _("Decide whether it is admissible"), rule=selectors.admissibility_rule, anchor=selectors.admissibility_from)
APPEAL_BY = Clock("APPEAL", _("Appeal against the decision"), rule=decided.appeal_rule, anchor=decided.served_at, when=decided.can_be_appealed)
ORIGIN = Clock("UNCERTAIN_ORIGIN_REVIEW", _("Look at the country of origin again"))
LATEST = Clock("DECIDE_ABS_MAX", _("Decide at the latest"), anchor=selectors.lodged_at)
_step = steps(by=CASEWORKER, purpose=P, src=EXAMINED)

BEGIN = _step(
    "begin",
    _("Begin the examination"),
    inputs.Begin,
    src=(None,),
    dst="open",
    by=CASEWORKER | {Role.REGISTRATION_OFFICER},
    starts=(DECIDE_BY,),
    internal=True,
    exempt=True,
)
REVIEW = _step(
    "open_review",
    _("Review whether the status is withdrawn"),
    inputs.OpenReview,
    src=(None,),
    dst="open",
    gates=(gates.status_stands,),
    from_case=selectors.status_case,
    hint=_("The status stands until its withdrawal is final. The person is heard, and decided by two."),
)
ROUTE = _step(
    "choose_route",
    _("Choose the route"),
    inputs.ChooseRoute,
    src=("open",),
    starts=(DECIDE_BY,),
    gates=(
        gates.is_an_application,
        gates.information_given,
        gates.route_has_national_law,
        gates.grounds_are_listed,
        gates.no_need_off_the_regular_route,
        gates.child_alone_by_few_grounds,
    ),
    hint=_("Everybody is in the regular route. From there only for grounds of the law, and back at any time."),
)
LIMIT = _step(
    "limit_passed",
    _("The time of the route is over"),
    NoInput,
    src=(*EXAMINED, "proposed"),
    by=frozenset({Role.SYSTEM}),
    exempt=True,
)
EXTEND = _step(
    "extend",
    _("Extend the time to decide"),
    inputs.Extend,
    src=("open",),
    starts=(DECIDE_BY,),
    does_task=("DECIDE",),
    gates=(gates.is_an_application, gates.information_given),
)
COUNSEL = _step(
    "name_counsel",
    _("Note the lawyer or representative"),
    inputs.NameCounsel,
    src=(*EXAMINED, "postponed", "proposed", "decided", "served", "appealed"),
    by=WITH_GUARDIANS,
    parallel=True,
    exempt=True,
)
# Admissibility: asked only where the law lists the ground, answered by the applicant, and left at any time in their favour.
ADMISSIBILITY = _step(
    "examine_admissibility",
    _("Examine whether it is admissible"),
    inputs.ExamineAdmissibility,
    src=("open",),
    dst="admissibility",
    starts=(ADMIT_BY,),
    gates=(gates.is_an_application, gates.information_given, gates.admissibility_is_listed, gates.child_has_guardian, gates.child_and_another_country),
)
ANSWER = _step("note_answer", _("Write down the applicant's answer"), inputs.NoteAnswer, src=("admissibility",), parallel=True, exempt=True)
ADMIT = _step(
    "admit",
    _("Admit: examine the claim"),
    NoInput,
    src=("admissibility",),
    dst="open",
    stops=("ADMISSIBILITY",),
    does_task=("ADMISSIBILITY",),
    exempt=True,
)
EXTEND_ADMISSIBILITY = _step(
    "extend_admissibility",
    _("Extend the time for admissibility"),
    inputs.Extend,
    src=("admissibility",),
    starts=(ADMIT_BY,),
    does_task=("ADMISSIBILITY",),
    gates=(gates.information_given,),
)
NEW_ELEMENTS = _step("find_new_elements", _("Look at new elements"), inputs.FindNewElements, src=("open",), offered=selectors.is_subsequent)
POSTPONE = _step(
    "postpone",
    _("Let it wait: uncertain situation"),
    inputs.Postpone,
    src=("open",),
    dst="postponed",
    starts=(ORIGIN, LATEST),
    stops=("DECIDE",),
    gates=(gates.is_an_application, gates.information_given, gates.waiting_has_national_law),
)
LOOK_AGAIN = _step(
    "look_again",
    _("Still uncertain: look again later"),
    inputs.Postpone,
    src=("postponed",),
    starts=(ORIGIN,),
    does_task=("UNCERTAIN_ORIGIN_REVIEW",),
    gates=(gates.waiting_has_national_law,),
)
RESUME = _step(
    "resume",
    _("Go on with the examination"),
    NoInput,
    src=("postponed",),
    dst="open",
    starts=(DECIDE_BY,),
    stops=("UNCERTAIN_ORIGIN_REVIEW", "DECIDE_ABS_MAX"),
    does_task=("UNCERTAIN_ORIGIN_REVIEW", "DECIDE_ABS_MAX"),
    exempt=True,
)
# The interview.
PLAN = _step(
    "plan_interview",
    _("Plan the interview"),
    interview.PlanInterview,
    gates=(gates.child_has_guardian, hearing.asked_which_sex, hearing.support_is_told, hearing.nobody_is_booked_twice),
    picks=heard.choices,
    known=heard.in_the_form,
    parallel=True,
)
STAGE = _step("note_stage", _("Note a stage of the interview"), interview.NoteStage, offered=heard.is_planned, parallel=True)
INTERRUPT = _step(
    "interrupt_interview",
    _("Interrupt the interview until another day"),
    interview.Interrupt,
    offered=heard.is_planned,
    gates=(hearing.nobody_is_booked_twice,),
)
RECORD = _step(
    "record_interview",
    _("Record the interview"),
    interview.RecordInterview,
    gates=(gates.child_has_guardian, hearing.guardian_was_present, hearing.somebody_interprets),
    offered=heard.is_planned,
)
AUDIO = _step("add_recording", _("Add a recording of the interview"), interview.AddRecording, parallel=True)
COMMENT = _step(
    "add_comment",
    _("Add a comment of the applicant on the report"),
    interview.AddComment,
    src=(*EXAMINED, "postponed", "proposed", "decided", "served", "appealed"),
    by=CASEWORKER | {Role.GUARDIAN},
    offered=heard.was_held,
    parallel=True,
    exempt=True,
)
OMIT = _step("omit_interview", _("Record why there is no interview"), interview.OmitInterview, gates=(gates.child_has_guardian,))
# Evidence: gather, find, analyse.
FACT = _step("add_fact", _("Add a material fact"), evidence.AddFact, src=("open",), parallel=True)
STRIKE = _step("strike_fact", _("Strike a fact"), evidence.StrikeFact, src=("open",), picks=facts.choices, offered=facts.has_facts)
EVIDENCE = _step(
    "add_evidence",
    _("Add evidence to a fact"),
    evidence.AddEvidence,
    src=("open",),
    picks=facts.choices,
    known=facts.next_fact,
    offered=facts.has_facts,
    parallel=True,
)
ASSESS = _step("assess_fact", _("Assess a fact"), evidence.AssessFact, src=("open",), picks=facts.choices, known=facts.next_fact, offered=facts.has_facts)
ANALYSE = _step("analyse", _("Write risk and legal analysis"), evidence.Analyse, src=("open",), known=facts.in_the_form)
DESPITE = _step(
    "rely_despite",
    _("Rely on older country information, with a reason"),
    evidence.RelyDespite,
    picks=facts.outdated_choices,
    offered=facts.has_outdated,
)
WEIGH = _step(
    "weigh_coi",
    _("Weigh country information"),
    evidence.WeighCountryInformation,
    picks=weighed.choices,
    known=weighed.in_the_form,
    offered=weighed.offered,
)
TAKE_BACK = _step(
    "take_back_evidence",
    _("Take evidence back"),
    evidence.TakeBackEvidence,
    picks=facts.evidence_choices,
    offered=facts.has_evidence,
)
REVIEW_COI = _step(
    "review_coi",
    _("Country information looked at again"),
    evidence.ReviewCountryInformation,
    src=(*EXAMINED, "postponed", "proposed", "decided", "served", "appealed", "final", "withdrawn"),
    does_task=("REVIEW_COI",),
    parallel=True,
    offered=facts.may_review,
)
# The decision.
ON_THE_CASE = (
    gates.child_has_guardian,
    deciding.best_interests_assessed,
    deciding.manifest_has_grounds,
    deciding.was_examined,
    deciding.was_looked_for,
    weighing.facts_are_assessed,
    weighing.country_information_is_cited,
    weighing.quotations_stand,
    weighing.each_use_is_weighed,
    weighing.risk_rests_on_two_sources,
    weighing.what_is_old_has_its_reason,
    weighing.nothing_rests_on_what_is_closed,
    weighing.what_is_relied_on_is_cited,
    weighing.what_speaks_against_is_quoted,
    weighing.follows_from_the_analysis,
)
PROPOSE = _step("propose", _("Propose the decision"), decisions.Propose, dst="proposed", gates=(hearing.interviewed, *ON_THE_CASE))
SEND_BACK = _step("send_back", _("Send the proposal back"), decisions.SendBack, src=("proposed",), dst=("open", "admissibility"), does_task=("DECIDE_ASYLUM",))
DECIDE = _step(
    "decide",
    _("Decide as proposed"),
    NoInput,
    src=("proposed",),
    dst="decided",
    stops=("DECIDE", "ADMISSIBILITY"),
    does_task=("DECIDE_ASYLUM", "DECIDE", "ADMISSIBILITY"),
    gates=(gates.information_given, gates.no_need_off_the_regular_route, deciding.border_time_is_not_over, *ON_THE_CASE, deciding.refused_by_a_second_officer),
)
SERVE = _step(
    "serve",
    _("Serve the decision"),
    decisions.Serve,
    src=("decided",),
    dst=("served", "final"),
    starts=(APPEAL_BY,),
    does_task=("SERVE",),
    gates=(deciding.served_with_remedy,),
    hint=_("The time to appeal runs from here, not from the decision."),
)
SERVE_COUNSEL = _step(
    "serve_counsel",
    _("Serve the lawyer who was named later"),
    decisions.ServeCounsel,
    src=("served",),
    starts=(APPEAL_BY,),
    does_task=("SERVE_COUNSEL",),
    gates=(deciding.counsel_has_the_whole_time,),
    offered=decided.counsel_waits,
    hint=_("The time to appeal runs anew from here."),
)
APPEAL = _step(
    "lodge_appeal",
    _("Record an appeal"),
    decisions.LodgeAppeal,
    src=("served", "final"),
    dst="appealed",
    by=WITH_GUARDIANS,
    stops=("APPEAL",),
    does_task=("APPEAL",),
    offered=decided.appealable,
    exempt=True,
    hint=_("Also a late one: whether it is in time is for the court to say."),
)
STAY = _step("answer_stay", _("Record the court's answer on remaining"), decisions.AnswerStay, src=("appealed",), offered=decided.waits_for_stay)
ASK_STAY = _step(
    "ask_to_remain",
    _("Record the wish to remain"),
    NoInput,
    src=("appealed",),
    by=WITH_GUARDIANS,
    parallel=True,
    exempt=True,
    offered=decided.did_not_ask,
)
COURT = _step("court_decided", _("Record what the court decided"), decisions.CourtDecided, src=("appealed",), dst=("open", "admissibility", "final"))
FINAL = _step(
    "note_final",
    _("Note that the decision is final"),
    NoInput,
    src=("served",),
    dst="final",
    does_task=("APPEAL",),
    gates=(deciding.time_to_appeal_is_over,),
)
# Without a decision on the claim.
REACH = _step(
    "try_to_reach",
    _("Note how somebody who did not come was looked for"),
    inputs.TryToReach,
    src=(*EXAMINED, "postponed"),
    parallel=True,
    hint=_("A summons, then another way, then time to explain. Only after all of them can it be taken as withdrawn, and it can always be taken up again."),
)
WITHDRAW = _step(
    "withdraw",
    _("Record that the applicant withdraws"),
    inputs.Withdraw,
    src=(*EXAMINED, "postponed", "proposed"),
    dst="withdrawn",
    does_task=("DECIDE_ASYLUM", "DECIDE"),
    gates=(gates.is_an_application, gates.information_given, gates.child_has_guardian, gates.withdrawn_in_a_language),
)
TAKE_UP = _step(
    "take_up_again",
    _("Take the application up again"),
    NoInput,
    src=("withdrawn", "proposed", "decided", "served", "appealed", "final"),
    dst=EXAMINED,
    by=WITH_GUARDIANS,
    starts=(DECIDE_BY,),
    stops=("APPEAL",),
    does_task=("APPEAL", "SERVE", "DECIDE_ASYLUM"),
    offered=selectors.can_be_taken_up,
    exempt=True,
)
ASYLUM = Procedure(
    "asylum",
    _("Asylum: examination"),
    states={
        "open": _("Under examination"),
        "admissibility": _("Admissibility under examination"),
        "postponed": _("Waits: uncertain situation"),
        "proposed": _("Decision proposed"),
        "decided": _("Decided, not served yet"),
        "served": _("Served, may be appealed"),
        "appealed": _("Appealed"),
        "final": _("Final"),
        "withdrawn": _("Withdrawn, can be taken up again"),
    },
    actions=(
        *(BEGIN, REVIEW, ROUTE, LIMIT, EXTEND, COUNSEL, ADMISSIBILITY, ANSWER, ADMIT, EXTEND_ADMISSIBILITY, NEW_ELEMENTS, POSTPONE, LOOK_AGAIN, RESUME),
        *(PLAN, STAGE, INTERRUPT, RECORD, AUDIO, COMMENT, OMIT, FACT, STRIKE, EVIDENCE, WEIGH, TAKE_BACK, ASSESS, ANALYSE, DESPITE, REVIEW_COI),
        *(PROPOSE, SEND_BACK, DECIDE, SERVE, SERVE_COUNSEL, APPEAL, ASK_STAY, STAY, COURT, FINAL, REACH, WITHDRAW, TAKE_UP),
    ),
    final=frozenset({"final", "withdrawn"}),
    # FR-19: who works at the border or on returns does not read a claim.
    readers=frozenset({Role.ASYLUM_CASEWORKER, Role.REGISTRATION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.GUARDIAN}),
    training=protection.trained_for,
    tasks={
        "REVIEW_COI": _("Country information that is cited here was withdrawn or closed, or has a newer edition: look at what rests on it"),
        "DECIDE_ASYLUM": _("Decide on a proposal"),
        "SERVE": _("Serve a decision"),
        "HEAR_AGAIN": _("Somebody before a return said again that they want asylum: hear them"),
        "SERVE_COUNSEL": _("A lawyer was named after the service: serve them too"),
    },
)
