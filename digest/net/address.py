"""Which addresses may be connected to: the guard against requests into the own network.

A name is only as safe as the address it resolves to at the moment of connecting, so the check belongs there
(``client``), not to the URL. https://owasp.org/www-community/attacks/Server_Side_Request_Forgery
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

WEB_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports that may be connected to on hosts that are not listed: a feed address must not speak to a mail server."""

_TUNNELS = tuple(
    IPv6Network(network)
    for network in (
        "::/96",  # IPv4-compatible, deprecated
        "64:ff9b:1::/48",  # NAT64 for local use, RFC 8215
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, deprecated
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_RESERVED = tuple(
    ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "100.64.0.0/10", "240.0.0.0/4", "100::/64")
)


_NOWHERE = frozenset({"example", "invalid", "test"})


class Guard:
    """What may be connected to: every public address on a web port, and what the operator lists."""

    def __init__(self, allowed: tuple[str, ...], setting: str) -> None:
        """``allowed`` holds addresses, networks (``10.0.0.0/8``) and host names; refusals name the ``setting``."""
        self._setting = setting
        self._names = {entry.lower().rstrip(".") for entry in allowed}
        self._networks = [network for entry in allowed if (network := _network(entry)) is not None]

    def name_refusal(self, host: str) -> str:
        """Why this name need not even be looked up, for a person; empty where it may be."""
        name = host.lower().rstrip(".")
        if name not in self._names and name.rpartition(".")[2] in _NOWHERE:
            return f"its name {name} exists nowhere (RFC 2606 keeps such names for examples)"
        return ""

    def refusal(self, host: str, address: str, port: int) -> str:
        """Why this address of this host may not be connected to, for a person; empty where it may."""
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return f"its address {address} is none"
        if host.lower().rstrip(".") in self._names or any(found in network for network in self._networks):
            return ""
        if not _is_public(found):
            return f"its address {found} lies inside the own network; list it in {self._setting} to allow it"
        if port not in WEB_PORTS:
            return f"port {port} is no web port; list {host} in {self._setting} to allow it"
        return ""


def _network(entry: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None


def _is_public(address: Address) -> bool:
    inner = _unwrapped(address)
    return (
        inner.is_global
        and not inner.is_multicast
        and not inner.is_reserved
        and not any(inner in network for network in (*_RESERVED, *_TUNNELS) if network.version == inner.version)
    )


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that only carries it (mapped, or NAT64 of RFC 6052)."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
