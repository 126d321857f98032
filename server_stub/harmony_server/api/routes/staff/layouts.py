"""The sheets that badges can be printed on, as data."""

from __future__ import annotations

from pydantic import BaseModel

from harmony_print import ADVISED_MODULE_MM, Layout, LayoutError
from harmony_print.layouts import built_in
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.staff_member import StaffMemberDep
from harmony_server.printing.sheets import layouts_of

router = api_router("/api/v1/staff")


class LayoutTold(BaseModel):
    """A sheet that badges can be printed on, in millimetres, as in harmony_print/layouts.toml."""

    id: str
    title: str
    paper: str
    label: tuple[float, float]
    grid: tuple[int, int]
    first: tuple[float, float]
    pitch: tuple[float, float]
    form: str
    cut: bool
    module_mm: float
    """The side of one square of the codes."""
    small: bool
    """Whether squares are so small that many cameras need the card very near."""


class Layouts(BaseModel):
    """The sheets there are."""

    layouts: list[LayoutTold]


@router.get(
    "/layouts",
    summary="The sheets that badges can be printed on",
    operation_id="layouts",
    responses=documented("unavailable"),
)
async def layouts(services: ServicesDep, _staff: StaffMemberDep) -> Layouts:
    """List the portal's sheets and the district's own."""
    known = await services.store.run(known_layouts, services)
    return Layouts(layouts=[_layout(each) for each in known.values()])


def known_layouts(services: Services) -> dict[str, Layout]:
    """The layouts by id; the portal's alone where the district's own file cannot be read."""
    try:
        return dict(layouts_of(services.config.data))
    except LayoutError:  # the district's own file is wrong: `harmony badge layouts` says how
        return dict(built_in())


def _layout(layout: Layout) -> LayoutTold:
    return LayoutTold(
        id=layout.id,
        title=layout.title,
        paper=layout.paper.name,
        label=(layout.space.width_mm, layout.space.height_mm),
        grid=(layout.columns, layout.rows),
        first=(layout.left, layout.top),
        pitch=(layout.pitch_x, layout.pitch_y),
        form=layout.space.form.value,
        cut=layout.cut,
        module_mm=layout.module_mm,
        small=layout.module_mm < ADVISED_MODULE_MM,
    )
