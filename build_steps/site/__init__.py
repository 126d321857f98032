"""The static site in dist/: pages from their manifests, and what stands beside them."""

from build_steps.site.build import build, ensure, profile, publish, stage
from build_steps.site.programs import Artifacts, build_artifacts

__all__ = ["Artifacts", "build", "build_artifacts", "ensure", "profile", "publish", "stage"]
