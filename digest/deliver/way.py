"""The way out that the settings name."""

from digest import config
from digest.deliver import Transport
from digest.deliver.folder import Folder
from digest.deliver.smtp import Smtp


def transport(settings: config.Delivery) -> Transport:
    """The transport of ``delivery.transport``; nothing is opened yet."""
    if settings.transport is config.TransportKind.SMTP:
        return Smtp(settings.smtp)
    return Folder(settings.folder)
