"""What the bar above the pages of the coordinators shows."""

from typing import Any

from django.http import HttpRequest

from counselors import permissions
from counselors.permissions import Grant


def bar(request: HttpRequest, grants: tuple[Grant, ...]) -> dict[str, Any]:
    """Who is signed in, and where else they may go."""
    return {
        "user_alias": request.user.get_username(),
        "is_coordinator": permissions.may_watch_board(grants),
        "is_counselor": permissions.may_answer(grants),
    }
