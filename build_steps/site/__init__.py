"""The static site in dist/: what a page is made of, and what stands beside the pages."""

from build_steps.site.build import Parts, build, ensure, parts, profile, stage

__all__ = ["Parts", "build", "ensure", "parts", "profile", "stage"]
