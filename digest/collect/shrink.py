"""A script of its own: the bytes of a picture in, a line of JSON and a small JPEG out.

``image`` runs it as another process, because decoders are written in C and read what strangers made: it has little
memory and time, writes no file, and imports nothing of ours. Needs Pillow (the extra ``images``).
"""

import contextlib
import io
import json
import resource
import struct
import sys

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
MEMORY_BYTES, CPU_SECONDS = 1024**3, 10
LEAST_WIDTH, LEAST_HEIGHT = 600, 300
"""Pixels; what is smaller is a logo or a thumbnail."""
WIDEST, TALLEST = 3.0, 1 / 1.2
"""Width by height: between a banner and an upright picture."""
WIDTHS, QUALITIES = (1200, 900, 600), (80, 70, 60, 50, 40)
"""Tried in turn until the file is small enough; mails show about 540 pixels, fine screens twice as many."""
TARGET_BYTES = 150 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)
"""EXIF: https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.6.4"""


class Unfit(Exception):
    """The picture is not shown; says why, for a person."""


def shrunk(content: bytes) -> tuple[bytes, int, int]:
    """A progressive JPEG in sRGB without metadata, its width and its height. Raises Unfit.

    Limits are checked before anything is decoded. Of an animation the first frame is taken; what is transparent
    becomes white.
    """
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and is said in words
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            _require_decodable(*opened.size)  # before its notes are read: those of a PNG may stand behind its pixels
            is_turned = opened.getexif().get(_ORIENTATION) in _TURNED
            _require_fit(*(reversed(opened.size) if is_turned else opened.size))
            frame = _resizable(opened)
            longest = int(WIDTHS[0] / TALLEST)
            frame.thumbnail((longest, WIDTHS[0]) if is_turned else (WIDTHS[0], longest), Image.Resampling.LANCZOS)
            plain = _plain(ImageOps.exif_transpose(frame), opened.info.get("icc_profile"))
    except UnidentifiedImageError as error:
        raise Unfit("is no JPEG, PNG, WebP or GIF") from error
    except MemoryError as error:
        raise Unfit("needs more memory than it may take") from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:  # what Pillow raises for damaged files
        raise Unfit("breaks off or is damaged") from error
    return _small_enough(plain)


def _require_decodable(width: int, height: int) -> None:
    """Raises Unfit where decoding it would take too much."""
    if width * height > MAX_PIXELS:
        raise Unfit(f"has {width} × {height} pixels; more than {MAX_PIXELS // 10**6} million are not decoded")


def _require_fit(width: int, height: int) -> None:
    """Raises Unfit where it has not the size and shape of a press picture."""
    said = f"{width} × {height} pixels"
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        raise Unfit(f"has {said}; {LEAST_WIDTH} × {LEAST_HEIGHT} are needed")
    if not TALLEST <= width / height <= WIDEST:
        raise Unfit(f"has {said}, too {'wide' if width > height else 'tall'} for the top of a story")


def _resizable(opened: Image.Image) -> Image.Image:
    """The first frame in a mode whose pixels can be averaged: no palette, 8 bits a channel."""
    if opened.mode.startswith("I"):  # 16 bits of grey
        return opened.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return opened.convert("RGBA") if opened.mode in ("1", "P", "PA") else opened


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture as sRGB on white."""
    if image.has_transparency_data:
        above = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(above, mask=above)
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):  # a profile that does not fit is none
            own, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB") or image
    return image.convert("RGB")


def _small_enough(image: Image.Image) -> tuple[bytes, int, int]:
    """The best of the versions that keep to the size; the least of all where none does."""
    for narrowed in (_narrowed(image, width) for width in WIDTHS):
        for quality in QUALITIES:
            jpeg = io.BytesIO()
            narrowed.save(jpeg, "JPEG", quality=quality, progressive=True, optimize=True)
            if jpeg.tell() <= TARGET_BYTES:
                return jpeg.getvalue(), *narrowed.size
    return jpeg.getvalue(), *narrowed.size


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def main() -> None:
    """Read standard input, write standard output."""
    try:
        jpeg, width, height = shrunk(sys.stdin.buffer.read())
        said: dict[str, object] = {"width": width, "height": height}
    except Unfit as unfit:
        jpeg, said = b"", {"error": str(unfit)}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + jpeg)


def confine() -> None:
    """Give this process no more memory and time than a picture needs, and no file to write."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # some systems know no such limit
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    confine()
    main()
