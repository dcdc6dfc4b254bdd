"""What is asked, each from 1 to 5. After the session: content, venue, facilitation, perceived gain (reference 5.3); months later: use, effect, support."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia.hub.training.models import Question

QUESTIONS: dict[str, tuple[Any, ...]] = {
    Question.REACTION: (
        _("What was taught is useful for my work"),
        _("Place, times and technology were right"),
        _("The trainers helped me to learn"),
        _("I know and can do more than before"),
    ),
    Question.SELF: (
        _("I use what I learned in my daily work"),
        _("My work has become better by it"),
        _("I have the time and the means to work that way"),
        _("Those who lead me want me to work that way"),
    ),
    Question.SUPERVISOR: (
        _("The person uses what was taught in daily work"),
        _("The quality of the work has become better"),
        _("The person passes on what they learned to others"),
        _("The office gives the time and the means to work that way"),
    ),
}
MARKS = ((1, _("1: not at all")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: fully")))
