"""How the API writes ids and addresses, after the quirks that only change the writing."""

from hashlib import blake2b

from seatlight.sandbox.roster import COPY_NUMBER

FIRST_NUMERIC_ID = 88_000
LETTERS = "0123456789ABCDEFGHJKLMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz"


def text_id(number: int) -> str:
    """The id of a member in its newer form, user_ and 26 characters."""
    rest = int.from_bytes(blake2b(str(number).encode(), digest_size=20).digest(), "big")
    letters = []
    for _ in range(26):
        rest, letter = divmod(rest, len(LETTERS))
        letters.append(LETTERS[letter])
    return "user_" + "".join(letters)


def numeric_id(number: int) -> int:
    """The id of a member in its older form."""
    return FIRST_NUMERIC_ID + number


def copy_id(number: int) -> int:
    """The number behind the second id of an address."""
    return COPY_NUMBER + number


def write_address(email: str | None, salt: int, quirks: frozenset[str]) -> str | None:
    """An address as written at one place; `salt` makes places differ."""
    if email is None:
        return None
    if "mixed-case" in quirks:
        email = (email, email.title(), email.upper())[salt % 3]
    if "padded" in quirks:
        email = (email, f" {email}", f"{email} ", f"  {email}\t")[salt % 4]
    return email


def same_address(left: object, right: str | None) -> bool:
    """Whether an asked address is this one, whatever their case and blanks."""
    return right is not None and isinstance(left, str) and left.strip().lower() == right
