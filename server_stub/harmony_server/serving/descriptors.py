"""How many files and connections this process may have open."""

from __future__ import annotations

OWN = 60
"""What the process opens for itself: the database by each of its threads, its code, the log."""
MOST = 20_000


def max_connections() -> int:
    """How many connections there is room for, each with a file that is being sent.

    As many descriptors are taken as the system lets a process have. Systems without such limits have room.
    """
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    limit = MOST * 3 if hard == resource.RLIM_INFINITY else hard
    return max(4, min(MOST, (limit - OWN) // 2))
