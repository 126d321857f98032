"""Who may come in: signing in, sessions, passwords, and how often somebody may try."""
