"""The server bench: sign-ins a second and what one costs, beside a floor and beside npm's oidc-provider."""
