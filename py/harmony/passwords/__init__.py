"""Which passwords somebody may choose: long enough, and not what others would try first.

NIST SP 800-63B-4, section 3.1.1.2: a least length, a list of what is commonly used or expected here, nothing
else. No signs are asked for, nothing expires, and no answer says what was found in the list.
"""

from harmony.passwords.assessment import (
    MAX_LENGTH,
    WALKS,
    PasswordRules,
    Strength,
    assess,
    guessable_words,
)

__all__ = ["MAX_LENGTH", "WALKS", "PasswordRules", "Strength", "assess", "guessable_words"]
