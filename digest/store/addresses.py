"""Mail addresses: what is let in, in the one form it is kept."""

from digest import errors


def normal(address: str) -> str:
    """The address as it is kept: domain in lower case and ASCII (IDNA), local part untouched.

    Raises StateError with the reason in words. Refused are also what mail servers could take for commands: literals
    (``u@[127.0.0.1]``), blanks, a leading dash, a local part over 64 octets, one that is not ASCII (needs SMTPUTF8),
    domains without a dot and reserved ones (``.local``, ``.test``).
    """
    from email_validator import EmailNotValidError, validate_email

    given = address.strip()
    if given.startswith("-"):
        raise errors.StateError("an address that begins with a dash is not accepted", about=given)
    try:
        checked = validate_email(given, check_deliverability=False, strict=True, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise errors.StateError(str(error), about=given) from error
    return f"{checked.ascii_local_part}@{checked.ascii_domain.lower()}"
