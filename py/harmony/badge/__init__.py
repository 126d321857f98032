"""The printed badge: a JWT (RFC 7519) that fits into a small QR code.

`str -> BadgeToken -> VerifiedBadge`: trust is a change of type. `token` reads and writes the forms of a
badge, `signing` makes one and verifies one, `symbol` draws the QR code.
"""
