"""Every link of a mail or page that we serve ourselves, signed where it acts for a person."""

from datetime import date
from typing import NamedTuple


class Subject(NamedTuple):
    """For whom a signed link speaks."""

    public_id: str
    """``Subscriber.public_id``."""
    newsletter: str


class Links:
    """Makes and reads links under one base URL. Tokens are opaque, never expire, and hold no address."""

    def __init__(self, base_url: str, signing_key: str) -> None:
        """``base_url`` without a slash at its end."""
        raise NotImplementedError

    def confirm(self, subject: Subject) -> str:
        """``<base>/confirm/<token>``."""
        raise NotImplementedError

    def unsubscribe(self, subject: Subject) -> str:
        """``<base>/unsubscribe/<token>``: GET shows, POST acts (RFC 8058)."""
        raise NotImplementedError

    def preferences(self, subject: Subject) -> str:
        """``<base>/preferences/<token>``."""
        raise NotImplementedError

    def archive(self, newsletter: str, local_date: date) -> str:
        """``<base>/<newsletter>/<YYYY-MM-DD>``: the public page of an edition."""
        raise NotImplementedError

    def sign_up(self, newsletter: str) -> str:
        """``<base>/<newsletter>``: what the newsletter is, sign-up, past editions."""
        raise NotImplementedError

    def desk(self, edition_id: int) -> str:
        """``<base>/desk/editions/<id>``."""
        raise NotImplementedError

    def read(self, purpose: str, token: str) -> Subject | None:
        """The subject of a token made for this purpose (``confirm``, ``unsubscribe``, ``preferences``), or None."""
        raise NotImplementedError
