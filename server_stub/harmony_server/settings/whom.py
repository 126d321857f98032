"""Whom a setting is for: everyone, or schools and grades, as `apps.toml` says who sees an app."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from harmony.model import GRADES, Audience


def _grade(text: str) -> str:
    if text not in GRADES:
        raise ValueError(f"must be one of {', '.join(GRADES)}")
    return text


Grade = Annotated[str, AfterValidator(_grade)]


class Whom(BaseModel):
    """Everyone, or whoever is of one of the schools and of one of the grades, where these are given."""

    model_config = ConfigDict(extra="forbid", strict=True)

    everyone: bool = False
    schools: Annotated[list[str], Field(min_length=1)] | None = None
    """As the roster calls them."""
    grades: Annotated[list[Grade], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _says_whom(self) -> Self:
        if self.everyone is not (self.schools is None and self.grades is None):
            raise ValueError("must say everyone = true, or schools, grades or both")
        return self

    def meant(self) -> Audience:
        """What it says."""
        return Audience(
            everyone=self.everyone,
            schools=frozenset(self.schools) if self.schools else None,
            grades=frozenset(self.grades) if self.grades else None,
        )
