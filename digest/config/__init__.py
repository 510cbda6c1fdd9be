"""Typed settings: one frozen class per room, read once on the roof by ``load``; rooms receive their part."""

from digest.config.checks import RESERVED
from digest.config.load import load
from digest.config.mail import (
    Afterwards,
    Bounces,
    Delivery,
    Dkim,
    Imap,
    KeyKind,
    Lmtp,
    Pop3,
    Security,
    Smtp,
    TransportKind,
)
from digest.config.providers import Mailgun, Postmark, Resend, Ses
from digest.config.settings import (
    Cluster,
    Collect,
    Compose,
    Database,
    Images,
    Labels,
    Model,
    Newsletter,
    OutletSetting,
    Settings,
    SourceSetting,
    Web,
    Weekday,
)
from digest.config.values import outlets, sources

__all__ = [
    "RESERVED",
    "Afterwards",
    "Bounces",
    "Cluster",
    "Collect",
    "Compose",
    "Database",
    "Delivery",
    "Dkim",
    "Images",
    "Imap",
    "KeyKind",
    "Labels",
    "Lmtp",
    "Mailgun",
    "Model",
    "Newsletter",
    "OutletSetting",
    "Pop3",
    "Postmark",
    "Resend",
    "Security",
    "Ses",
    "Settings",
    "Smtp",
    "SourceSetting",
    "TransportKind",
    "Web",
    "Weekday",
    "load",
    "outlets",
    "sources",
]
