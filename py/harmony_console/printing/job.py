"""A school's badges: the server draws them, this page tells how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harmony_console.client import API
from harmony_console.view import Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

EVERY_S = 1.0
RUNNING = ("waiting", "running")


class Job:
    """Follows one job of the server."""

    def __init__(self, place: Place) -> None:
        self._at = place
        self._id = ""

    async def follow(self, job: str) -> None:
        """Tell how far it is until it has ended, or nobody looks any more. Raises Refused."""
        self._id = job
        while self._id == job:
            state = await self._at.client.print_job(job)
            self._at.page.draw("progress", "print-job", job_data(job, state, self._at))
            if state["state"] not in RUNNING:
                self._at.page.say(job_data(job, state, self._at)["text"])
                self._id = ""
                return
            await self._at.page.wait(EVERY_S)

    async def stop(self) -> None:
        """Have the server stop; what is done stays. Raises Refused."""
        if self._id:
            job, self._id = self._id, ""
            await self._at.client.stop_print_job(job)

    def leave(self) -> None:
        """Nobody looks: the server goes on."""
        self._id = ""


def job_data(job: str, state: api.JobTold, place: Place) -> dict[str, Any]:
    """What the page shows of a job."""
    name = state["state"]
    running = name in RUNNING
    key = "print.job_running" if running else f"print.job_{name}"
    return {
        "text": place.words.say(key, done=state["done"], total=state["total"]),
        "value": state["done"],
        "max": max(state["total"], 1),
        "running": running,
        "ready": name == "done" or (name == "stopped" and state.get("pages_done", 0) > 0),
        "address": f"{API}staff/print-jobs/{job}/pdf",
    }
