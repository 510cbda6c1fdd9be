"""A picture from the web: fetched through the guarded client, decoded and made anew in a process of its own.

Nothing of the file that came is ever shown: what leaves here is a JPEG that we wrote. Whatever goes wrong is a value.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from digest import config, model
from digest.collect import fetch

MAX_BYTES = 8 * 1024 * 1024
FETCH_SECONDS, DECODE_SECONDS = 10.0, 15.0
"""Deadlines of the whole request, robots.txt and redirects included, and of decoding."""
_SHRINK = Path(__file__).with_name("shrink.py")
_INHERITED = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What the process that decodes sees of our environment: no password."""
_JPEG = b"\xff\xd8\xff"


class Picture(model.Value):
    """A picture ready to be shown, or an error for a person."""

    content: bytes = b""
    """A JPEG in sRGB without metadata, at most 1200 pixels wide."""
    width: int = 0
    """Pixels."""
    height: int = 0
    error: str = ""
    """Why there is none, in words that follow the name of the picture."""


def read(url: str, settings: config.Collect) -> Picture:
    """Fetch a picture and make it anew; takes 25 s at most, and needs the extra ``images``."""
    with fetch.Door(settings) as door:
        answer = door.fetch_image(url, FETCH_SECONDS)
    if answer.error:
        return Picture(error=answer.error)
    return shrunk(answer.content)


def shrunk(content: bytes) -> Picture:
    """What the bytes of a file show, as a JPEG of our own; decoded in a process with little memory and time."""
    if len(content) > MAX_BYTES:
        return Picture(error=f"has {len(content):,} bytes; more than {MAX_BYTES:,} are not decoded")
    try:
        # -P: the folder of the script must not hide modules of the standard library.
        done = subprocess.run(  # noqa: S603 - our own script, nothing of the picture in its arguments
            [sys.executable, "-P", str(_SHRINK)],
            input=content,
            capture_output=True,
            timeout=DECODE_SECONDS,
            env={name: os.environ[name] for name in _INHERITED if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Picture(error=f"took longer than {DECODE_SECONDS:g} s to decode")
    head, _, jpeg = done.stdout.partition(b"\n")
    try:
        said: dict[str, Any] = json.loads(head)
        picture = Picture.model_validate({**said, "content": jpeg})
    except ValueError:
        return Picture(error="could not be decoded within the time and memory allowed")
    if not picture.error and not jpeg.startswith(_JPEG):
        return Picture(error="could not be decoded")
    return picture
