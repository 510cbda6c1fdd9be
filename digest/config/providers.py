"""The settings of mail providers that are spoken to over HTTP."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from digest.config.part import Part

Url = Annotated[
    str,
    AfterValidator(lambda url: url.rstrip("/")),
    Field(pattern=r"^https?://([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(/[^\s?#]*)?$"),
]
"""Where an API is; plain http is for this machine only."""


class Postmark(Part):
    """Postmark's API; it takes many mails at once."""

    server_token: SecretStr | None = None
    """The server's API token; better in a file, or in the environment: ``DIGEST_DELIVERY__POSTMARK__SERVER_TOKEN``."""
    server_token_file: Path | None = None
    """A file that holds the token, instead of ``server_token``."""
    stream: str = Field(default="broadcast", pattern=r"^[A-Za-z0-9_-]{1,60}$")
    """The message stream that mails go to; newsletters want one of the kind Broadcasts."""
    mails_per_request: int = Field(default=50, ge=1, le=500)
    """Mails handed over at once; also the most that a crash can send twice."""
    timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """Deadline of one request."""
    hook_secret: SecretStr | None = Field(default=None, min_length=16)
    """The password of the webhook's URL: ``https://digest:PASSWORD@news.example.org/hooks/postmark``; none: no events are taken."""
    hook_secret_file: Path | None = None
    """A file that holds it, instead of ``hook_secret``."""
    base_url: Url = "https://api.postmarkapp.com"
    """Where the API is."""


class Resend(Part):
    """Resend's API; it takes many mails at once, and knows a repeated request again."""

    api_key: SecretStr | None = None
    """The API key; better in a file, or in the environment: ``DIGEST_DELIVERY__RESEND__API_KEY``."""
    api_key_file: Path | None = None
    """A file that holds the key, instead of ``api_key``."""
    mails_per_request: int = Field(default=50, ge=1, le=100)
    """Mails handed over at once."""
    timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """Deadline of one request."""
    hook_secret: SecretStr | None = Field(default=None, min_length=16)
    """The signing secret of the webhook to ``/hooks/resend``, which begins with ``whsec_``; none: no events are taken."""
    hook_secret_file: Path | None = None
    """A file that holds it, instead of ``hook_secret``."""
    base_url: Url = "https://api.resend.com"
    """Where the API is."""


class Mailgun(Part):
    """Mailgun's API; it takes each mail as it is."""

    domain: str = Field(default="", pattern=r"^([a-z0-9.-]+\.[a-z0-9-]+)?$")
    """The sending domain, as Mailgun knows it."""
    api_key: SecretStr | None = None
    """The API or sending key; better in a file, or in the environment: ``DIGEST_DELIVERY__MAILGUN__API_KEY``."""
    api_key_file: Path | None = None
    """A file that holds the key, instead of ``api_key``."""
    connections: int = Field(default=4, ge=1, le=100)
    """Mails handed over at once; also the most that a crash can send twice."""
    timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """Deadline of one request."""
    hook_secret: SecretStr | None = Field(default=None, min_length=16)
    """The HTTP webhook signing key, for webhooks to ``/hooks/mailgun``; none: no events are taken."""
    hook_secret_file: Path | None = None
    """A file that holds it, instead of ``hook_secret``."""
    base_url: Url = "https://api.mailgun.net"
    """Where the API is; ``https://api.eu.mailgun.net`` for domains in the EU."""


class Ses(Part):
    """Amazon SES, API version 2; it takes each mail as it is."""

    region: str = Field(default="us-east-1", pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")
    """The AWS region, such as ``eu-central-1``."""
    access_key_id: str = Field(default="", pattern=r"^[!-~]*$")
    """The id of an access key that may ``ses:SendEmail``."""
    secret_access_key: SecretStr | None = None
    """Its secret; better in a file, or in the environment: ``DIGEST_DELIVERY__SES__SECRET_ACCESS_KEY``."""
    secret_access_key_file: Path | None = None
    """A file that holds the secret, instead of ``secret_access_key``."""
    configuration_set: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,64}$")
    """The configuration set of the mails; empty: the one of the sender's identity."""
    connections: int = Field(default=4, ge=1, le=100)
    """Mails handed over at once; also the most that a crash can send twice."""
    timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """Deadline of one request."""
    hook_secret: SecretStr | None = Field(default=None, min_length=16)
    """The password of the subscription's URL: ``https://digest:PASSWORD@news.example.org/hooks/ses``; none: no events are taken."""
    hook_secret_file: Path | None = None
    """A file that holds it, instead of ``hook_secret``."""
    base_url: Url | None = None
    """Where the API is; none: the one of the region."""
