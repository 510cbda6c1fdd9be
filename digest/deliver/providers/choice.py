"""The provider that the settings name."""

import time

from digest import config
from digest.deliver.providers.api import Provider
from digest.deliver.providers.mailgun import Mailgun
from digest.deliver.providers.postmark import Postmark
from digest.deliver.providers.resend import Resend
from digest.deliver.providers.ses import Ses


def provider(settings: config.Delivery) -> Provider | None:
    """The provider of ``delivery.transport``; None where it names none."""
    match settings.transport:
        case config.TransportKind.POSTMARK:
            return Postmark(settings.postmark)
        case config.TransportKind.RESEND:
            return Resend(settings.resend)
        case config.TransportKind.MAILGUN:
            return Mailgun(settings.mailgun)
        case config.TransportKind.SES:
            return Ses(settings.ses, time.time)
    return None
