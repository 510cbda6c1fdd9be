"""How often something may be tried: counted in memory.

In memory, because a visitor's network address is not worth keeping: a restart forgets at most one window, and with
several services each counts for itself. What must hold in any case (one confirmation mail per address and day) is
decided by rows, in ``pipeline.subscribe``.
"""

import ipaddress
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

MAX_KEYS = 10_000
"""So many visitors are remembered; of more the oldest are forgotten."""


class Throttle:
    """At most ``limit`` tries per key within ``window``; safe to use from several threads."""

    def __init__(self, limit: int, window: timedelta) -> None:
        """``window`` slides: a try counts until it is that old."""
        self.limit = limit
        self.window = window
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, key: str, now: datetime) -> bool:
        """Whether another try is allowed; does not count one."""
        with self._lock:
            return len(self._recent(key, now)) < self.limit

    def count(self, key: str, now: datetime) -> bool:
        """Count a try; False where it is over the limit (then it is not counted)."""
        with self._lock:
            recent = self._recent(key, now)
            if len(recent) >= self.limit:
                return False
            recent.append(now)
            self._tries[key] = recent
            self._tries.move_to_end(key)
            while len(self._tries) > MAX_KEYS:  # a flood of addresses must not fill the memory
                self._tries.popitem(last=False)
            return True

    def forget(self, key: str) -> None:
        """Start anew for this key."""
        with self._lock:
            self._tries.pop(key, None)

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        tries = self._tries.get(key, deque())
        while tries and tries[0] <= now - self.window:
            tries.popleft()
        return tries


def network(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
