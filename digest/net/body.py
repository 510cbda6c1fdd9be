"""The content of an answer as it arrives, unpacked step by step and never past the limit."""

import zlib
from collections.abc import AsyncIterable, Mapping
from typing import Any


class Refusal(Exception):
    """A request ended in a way we know; the message is for a person."""


class Body:
    """The content of an answer as it arrives, unpacked step by step and never past the limit."""

    def __init__(self, fields: Mapping[str, str], limit: int, setting: str = "") -> None:
        """``fields`` are the header fields by their lower-case name; a refusal names the ``setting`` of the limit."""
        coding = fields.get("content-encoding", "").strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Refusal(f"answered in the coding {coding[:40]!r}, which was not asked for")
        length = fields.get("content-length", "")
        self._limit = limit
        self._setting = setting
        self._coding = coding.removeprefix("x-").replace("identity", "")
        self._unpacker: Any = None
        self._parts: list[bytes] = []
        self._size = 0
        self.bytes_read = 0
        if length.isdecimal() and int(length[:20]) > limit:
            raise self._too_large()

    async def read(self, chunks: AsyncIterable[bytes]) -> None:
        """Take in the whole body; raises Refusal past the limit and for what cannot be unpacked."""
        async for chunk in chunks:
            self.bytes_read += len(chunk)
            if self.bytes_read > self._limit:
                raise self._too_large()
            if self._coding:
                self._unpack(chunk)
            else:
                self._keep(chunk)

    def content(self) -> bytes:
        """What was read; raises Refusal where a packed body did not reach its own end."""
        if self._unpacker is not None and not self._unpacker.eof:
            raise Refusal("broke off before the end")
        return b"".join(self._parts)

    def _unpack(self, data: bytes) -> None:
        if self._unpacker is None:
            self._unpacker = zlib.decompressobj(_window(self._coding, data))
        try:
            while data:
                self._keep(self._unpacker.decompress(data, self._limit - self._size + 1))
                if not self._unpacker.eof:
                    data = self._unpacker.unconsumed_tail
                elif data := self._unpacker.unused_data.lstrip(b"\0"):  # gzip members may follow one another
                    self._unpacker = zlib.decompressobj(_window(self._coding, data))
        except zlib.error as error:
            raise Refusal("sent data that cannot be unpacked") from error

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(data)

    def _too_large(self) -> Refusal:
        return Refusal(f"sent more than {self._limit} bytes" + (f" ({self._setting})" if self._setting else ""))


def _window(coding: str, data: bytes) -> int:
    """The window of zlib: gzip, zlib, or the bare deflate that some servers send under the same name."""
    if coding == "gzip":
        return 31
    is_zlib = len(data) >= 2 and data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return 15 if is_zlib else -15
