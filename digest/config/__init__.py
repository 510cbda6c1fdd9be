"""Typed settings: one frozen class per room, read once on the roof by ``load``; rooms receive their part."""

from digest.config.checks import RESERVED
from digest.config.load import load
from digest.config.settings import (
    Cluster,
    Collect,
    Compose,
    Database,
    Delivery,
    Dkim,
    Images,
    KeyKind,
    Labels,
    Model,
    Newsletter,
    OutletSetting,
    Security,
    Settings,
    Smtp,
    SourceSetting,
    TransportKind,
    Web,
    Weekday,
)
from digest.config.values import outlets, sources

__all__ = [
    "RESERVED",
    "Cluster",
    "Collect",
    "Compose",
    "Database",
    "Delivery",
    "Dkim",
    "Images",
    "KeyKind",
    "Labels",
    "Model",
    "Newsletter",
    "OutletSetting",
    "Security",
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
