"""Council of Europe, Twenty Guidelines on Forced Return, CM(2005)40: headings 1 to 9 as published; 10 to 20 from general knowledge, unverified."""

from django.utils.translation import gettext_lazy as _

GUIDELINES = {
    1: _("Voluntary return was promoted first"),
    2: _("Each removal order was made by law, with non-refoulement, private and family life looked at"),
    3: _("No collective expulsion: each person's own situation was examined"),
    4: _("Each order was notified in writing, with remedy and consequences"),
    5: _("An effective remedy was open, suspensive where needed, with legal aid"),
    6: _("Detention only in law, after a careful look at necessity"),
    7: _("Whoever's removal was halted was released"),
    8: _("Detention as short as possible"),
    9: _("A judge could look at each detention speedily"),
    10: _("Conditions of detention were right"),
    11: _("Children and families: last resort, shortest time, best interests"),
    12: _("The state of return was told what it needs and nothing more, nothing of a claim"),
    13: _("The state of return takes its own nationals, and nobody is sent to nowhere"),
    14: _("Nobody is made stateless"),
    15: _("Each person was told, could prepare, and was asked to co-operate"),
    16: _("Nobody travels who is not fit; a doctor looked"),
    17: _("Dignity and safety of all on board"),
    18: _("Escorts are trained, identified, and know each person's needs"),
    19: _("Restraint only where strictly proportionate; nothing that hinders breathing; no medicine but by a doctor for health"),
    20: _("An independent monitor is told, force is noted, complaints are examined"),
}
