"""Reads mails that came back: bounces, complaints, answers of machines. Pure: bytes in, a ``Report`` out.

``mime`` takes a mail apart, ``free_text`` finds whom it speaks of, ``diagnosis`` and ``wording`` say why, ``reading``
joins them.
"""

from digest.deliver.bounces.reading import read
from digest.deliver.bounces.report import Bounce, Kind, Reason, Report

__all__ = ["Bounce", "Kind", "Reason", "Report", "read"]
