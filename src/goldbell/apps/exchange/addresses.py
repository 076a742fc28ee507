"""Where a partner may live: which network addresses we call, and which no row in a table can make us call."""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from typing import Final

_V6 = ipaddress.IPv6Address
_V4 = ipaddress.IPv4Address
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
#: Dedicated lines and networks of one's own.
_PRIVATE: Final = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
#: Where clouds tell a machine its own secrets; inside private ranges, so named one by one.
_METADATA: Final = frozenset(map(ipaddress.ip_address, ("169.254.169.254", "100.100.100.200", "fd00:ec2::254")))


class NetworkPlace(StrEnum):
    """What an address is to us: the open network, a private line, this machine, or nowhere a partner can be."""

    GLOBAL = "global"
    PRIVATE = "private"
    LOOPBACK = "loopback"
    NOWHERE = "nowhere"


def place_of(address: str) -> NetworkPlace:
    """What a numeric address is. An IPv4 address dressed as IPv6 (mapped, NAT64, 6to4, Teredo) is taken for what it is."""
    try:
        bare = _undressed(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return NetworkPlace.NOWHERE
    if bare in _METADATA or bare.is_link_local or bare.is_multicast or bare.is_unspecified:
        return NetworkPlace.NOWHERE
    if bare.is_loopback:
        return NetworkPlace.LOOPBACK
    if any(bare.version == net.version and bare in net for net in _PRIVATE):
        return NetworkPlace.PRIVATE
    return NetworkPlace.GLOBAL if bare.is_global and not bare.is_reserved else NetworkPlace.NOWHERE


def permitted(place: NetworkPlace, *, private_network: bool, loopback: bool) -> bool:
    """Whether a partner at ``place`` is called. ``private_network``: the partner's row says it lives on a line of its own;
    ``loopback``: this site lets partners live on this machine (the sample district's simulated banks)."""
    if place == NetworkPlace.LOOPBACK:
        return private_network and loopback
    return place == NetworkPlace.GLOBAL or (place == NetworkPlace.PRIVATE and private_network)


def _undressed(address: _V4 | _V6) -> _V4 | _V6:
    if isinstance(address, _V4):
        return address
    if address in _NAT64:
        return _V4(int(address) & 0xFFFF_FFFF)
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inner is None and int(address) >> 32 == 0 and int(address) > 1:  # ::a.b.c.d, long out of use
        inner = _V4(int(address))
    return inner or address
