"""The way out that the settings name."""

from digest import config
from digest.deliver import Transport, dkim
from digest.deliver.folder import Folder
from digest.deliver.providers.api import Api
from digest.deliver.providers.choice import provider
from digest.deliver.smtp import Smtp


def transport(settings: config.Delivery) -> Transport:
    """The transport of ``delivery.transport``, signing where there are keys; nothing is opened yet.

    Providers sign themselves, as they change headers that a signature covers. Raises ConfigError where a key cannot
    be used.
    """
    if by := provider(settings):
        return Api(by)
    is_smtp = settings.transport is config.TransportKind.SMTP
    out: Transport = Smtp(settings.smtp) if is_smtp else Folder(settings.folder)
    signers = dkim.signers(settings)
    return dkim.Signed(out, signers) if signers else out
