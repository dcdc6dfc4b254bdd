"""The register of this node's interpreters, and the sessions that they are asked for."""

from egnatia.node.interpreters.models.register import Conflict, Direction, Domain, Heard, Hours, Interpreter, Premises, Remark, Skill
from egnatia.node.interpreters.models.session import Decline, Session

__all__ = ["Conflict", "Decline", "Direction", "Domain", "Heard", "Hours", "Interpreter", "Premises", "Remark", "Session", "Skill"]
