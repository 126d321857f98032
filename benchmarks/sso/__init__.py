"""Signing in to apps: OpenID Connect flows a second and what one costs, beside npm's oidc-provider."""
