"""Staff's second steps: how far a session went, what they are checked by, invitations to set them up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what a session knows of its device and second step, who did what is on record, and the tables."""
    op.add_column("sessions", sa.Column("device", sa.String(16)))
    op.add_column("sessions", sa.Column("second_step", sa.String(16)))
    op.add_column("sessions", sa.Column("second_step_at", sa.Double))
    op.add_column("audit", sa.Column("by_id", sa.String(20)))
    op.create_index("ix_audit_person_id", "audit", ["person_id"])
    op.create_table(
        "totp",
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("sealed", sa.Text),
        sa.Column("confirmed_at", sa.Double),
        sa.Column("last_step", sa.Integer),
        sa.Column("pending", sa.Text),
    )
    _passkeys()
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        _person(),
        _time("created_at"),
        sa.Column("used_at", sa.Double),
    )
    op.create_index("ix_recovery_codes_person_id", "recovery_codes", ["person_id"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        _person(),
        sa.Column("made_by", sa.String(20), sa.ForeignKey("people.id")),
        _time("made_at"),
        _time("expires_at"),
        sa.Column("ended_at", sa.Double),
    )
    op.create_index("ix_invitations_person_id", "invitations", ["person_id"])
    op.create_index("uq_invitations_token_hash", "invitations", ["token_hash"], unique=True)


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.String(20), primary_key=True),
        _person(),
        sa.Column("credential_id", sa.Text, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        _time("created_at"),
        sa.Column("last_used_at", sa.Double),
    )
    op.create_index("ix_passkeys_person_id", "passkeys", ["person_id"])
    op.create_index("uq_passkeys_credential_id", "passkeys", ["credential_id"], unique=True)
    op.create_table(
        "passkey_challenges",
        sa.Column("session", sa.String(20), primary_key=True),
        sa.Column("purpose", sa.String(16), primary_key=True),
        sa.Column("challenge", sa.String(88), nullable=False),
        _time("expires_at"),
    )
    op.create_index("ix_passkey_challenges_expires_at", "passkey_challenges", ["expires_at"])


def _person() -> sa.Column[str]:
    return sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False)


def _time(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=False)
