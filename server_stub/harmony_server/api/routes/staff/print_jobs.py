"""A print that the server makes: how far it is, stopping it, its file."""

from __future__ import annotations

from functools import partial
from typing import Literal

from fastapi.responses import FileResponse
from pydantic import BaseModel

from harmony_server.api.dependencies import ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.staff_member import StaffMemberDep
from harmony_server.staff import print_jobs

router = api_router("/api/v1/staff")


class JobTold(BaseModel):
    """How far a print is."""

    state: Literal["running", "done", "stopped", "failed"]
    done: int
    total: int
    pages_done: int


@router.get(
    "/print-jobs/{job_id}",
    summary="How far a print is",
    operation_id="print_job",
    responses=documented("not_found", "unavailable"),
)
async def print_job(services: ServicesDep, staff: StaffMemberDep, job_id: str) -> JobTold:
    """Tell how many badges are drawn, of how many."""
    look = partial(print_jobs.one_of, asker=staff.asker, job_id=job_id, now=services.now())
    job = await services.store.run(services.store.read_with, look)
    values = {"done": job.done, "total": job.total, "pages_done": job.pages_done}
    return JobTold.model_validate({"state": job.state, **values})


@router.delete(
    "/print-jobs/{job_id}",
    status_code=204,
    summary="Stop a print, or remove its file",
    operation_id="stop_print_job",
    responses=documented("not_found", "unavailable"),
)
async def stop_print_job(services: ServicesDep, staff: StaffMemberDep, job_id: str) -> None:
    """Stop it: the pages that are there stay. One that is done is removed with its file."""
    stop = partial(print_jobs.stop, services.store, services.config.data, staff.asker, job_id)
    await services.store.run(partial(stop, now=services.now()))


@router.get(
    "/print-jobs/{job_id}/pdf",
    summary="A print's file",
    operation_id="print_job_pdf",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/pdf": {}}},
        **documented("not_found", "fresh_second_step_required", "unavailable"),
    },
)
async def print_job_pdf(services: ServicesDep, staff: StaffMemberDep, job_id: str) -> FileResponse:
    """Serve the file of a print that is done or was stopped, to whoever began it."""
    staff.asked_lately(services.now())
    look = partial(print_jobs.one_of, asker=staff.asker, job_id=job_id, now=services.now())
    job = await services.store.run(services.store.read_with, look)
    path = print_jobs.file_of(services.config.data, job_id)
    if job.state not in ("done", "stopped") or not path.is_file():
        raise Problem("not_found")
    return FileResponse(path, media_type="application/pdf", filename="badges.pdf")
