"""Pictures from a real server: good ones come out small and plain, hostile ones come out as words."""

import io
import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image, ImageCms

from digest import config
from digest.collect import image
from tests.integration.collect.server import Reply, Request, Site, serving

SETTINGS = config.Collect(allow_hosts=("127.0.0.1",))
RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(width: int = 1600, height: int = 900, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """Left half red, right half blue."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(BLUE, (width // 2, 0, width, height))
    return saved(made.convert(mode), kind, **options)


def saved(made: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    made.save(file, kind, **options)
    return file.getvalue()


def turned() -> bytes:
    """As a camera held upright writes it: the picture lies on its side, and a note says so."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    return drawn(1000, 1200, exif=exif)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, packed: bytes) -> bytes:
    """A PNG with a head of our choice."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


ZEROS = zlib.compress(bytes(100_000_000), 9)
"""100 kB that become 100 MB."""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><script>alert(1)</script></svg>'
HOSTILE = {
    "/huge.png": (png_of(10_000, 10_000, ZEROS), "has 10000 × 10000 pixels; more than 40 million are not decoded"),
    "/bomb.png": (png_of(60_000, 60_000, ZEROS), "has 60000 × 60000 pixels; more than 40 million are not decoded"),
    "/text.png": (drawn(kind="PNG")[:33] + chunk(b"zTXt", b"a\0\0" + ZEROS) + drawn(kind="PNG")[33:], "damaged"),
    "/truncated.jpg": (drawn()[:2000], "breaks off or is damaged"),
    "/empty.jpg": (b"", "is no JPEG, PNG, WebP or GIF"),
    "/drawing.svg": (SVG, "is no JPEG, PNG, WebP or GIF"),
    "/page.jpg": (b"<!DOCTYPE html><html><body>Log in</body></html>", "is no JPEG, PNG, WebP or GIF"),
    "/bitmap.jpg": (drawn(kind="BMP"), "is no JPEG, PNG, WebP or GIF"),
    "/pixel.gif": (drawn(1, 1, "GIF"), "has 1 × 1 pixels; 600 × 300 are needed"),
    "/thumbnail.jpg": (drawn(400, 300), "has 400 × 300 pixels; 600 × 300 are needed"),
    "/banner.jpg": (drawn(1600, 400), "has 1600 × 400 pixels, too wide for the top of a story"),
    "/poster.jpg": (drawn(800, 1200), "has 800 × 1200 pixels, too tall for the top of a story"),
    "/column.png": (drawn(700, 10_000, "PNG"), "has 700 × 10000 pixels, too tall for the top of a story"),
    "/strip.png": (drawn(100, 10_000, "PNG"), "has 100 × 10000 pixels; 600 × 300 are needed"),
    "/large.bin": (bytes(image.MAX_BYTES + 1), "has 8,388,609 bytes; more than 8,388,608 are not decoded"),
}
GOOD = {
    "/photo.jpg": drawn(),
    "/photo.png": drawn(kind="PNG"),
    "/photo.webp": drawn(kind="WEBP"),
    "/photo.gif": drawn(kind="GIF", mode="P"),
    "/four-inks.jpg": drawn(mode="CMYK"),
    "/grey.png": drawn(kind="PNG", mode="L"),
    "/sixteen-bits.png": saved(Image.new("I;16", (1600, 900), 30_000), "PNG"),
    "/more-data.png": png_of(1600, 900, ZEROS),
    "/animated.gif": drawn(kind="GIF", save_all=True, append_images=[Image.new("RGB", (1600, 900), BLUE)]),
}


def answer(request: Request, _: object) -> Reply | None:
    path = request.path
    if path == "/robots.txt":
        return Reply(b"User-agent: *\nDisallow: /private/\n")
    if path == "/moved.jpg":
        return Reply(b"", 302, {"Location": "/photo.jpg"})
    if path == "/inside.jpg":
        return Reply(b"", 302, {"Location": "http://10.0.0.1/photo.jpg"})
    if path in HOSTILE:
        return Reply(HOSTILE[path][0], fields={"Content-Type": "image/jpeg"})
    return Reply(GOOD[path]) if path in GOOD else Reply(b"", 404)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(answer) as served:
        yield served


def opened(content: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(content))
    assert (found.format, found.mode) == ("JPEG", "RGB")
    return found


def colour(found: Image.Image, x: float, y: float) -> tuple[int, ...]:
    pixel = found.getpixel((int(found.width * x), int(found.height * y)))
    assert isinstance(pixel, tuple)
    return tuple(round(channel, -1) for channel in map(int, pixel))


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(left - right) <= 40 for left, right in zip(one, other, strict=True))


@pytest.mark.parametrize("path", GOOD)
def test_a_good_picture_becomes_a_small_jpeg(path: str, site: Site) -> None:
    found = image.read(site.url(path), SETTINGS)
    assert found.error == ""
    picture = opened(found.content)
    assert (found.width, found.height) == picture.size == (1200, 675)
    assert "progressive" in picture.info
    assert len(found.content) <= 150 * 1024
    if not path.startswith(("/grey", "/sixteen", "/more")):
        assert is_near(colour(picture, 0.25, 0.5), RED)
        assert is_near(colour(picture, 0.75, 0.5), BLUE) or path == "/animated.gif"


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_picture_becomes_a_sentence(path: str, site: Site) -> None:
    found = image.read(site.url(path), SETTINGS)
    assert HOSTILE[path][1] in found.error
    assert found.content == b""


def test_the_net_says_no_in_words(site: Site) -> None:
    said = {path: image.read(site.url(path), SETTINGS).error for path in ("/none.jpg", "/private/a.jpg", "/inside.jpg")}
    assert said["/none.jpg"] == "answered 404 (Not Found)"
    assert said["/private/a.jpg"] == "its site's robots.txt asks programs not to read it"
    assert "10.0.0.1 lies inside the own network" in said["/inside.jpg"]
    assert "lies inside the own network" in image.read(site.url("/photo.jpg"), config.Collect()).error
    assert image.read(site.url("/moved.jpg"), SETTINGS).error == ""


def test_only_pictures_are_asked_for(site: Site) -> None:
    image.read(site.url("/photo.jpg"), SETTINGS)
    asked = [request for request in site.requests if request.path == "/photo.jpg"][-1]
    assert asked.fields["accept"].startswith("image/jpeg,")
    assert "referer" not in asked.fields
    assert "cookie" not in asked.fields


def test_a_server_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "FETCH_SECONDS", 0.3)
    with serving(lambda request, handler: drip(handler)) as slow:
        assert image.read(slow.url("/photo.jpg"), SETTINGS).error == "took longer than 0.3 s"


def drip(handler: object) -> None:
    """A head that promises a picture, then nothing until the client hangs up."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\xff")  # type: ignore[attr-defined]
    handler.connection.recv(1)  # type: ignore[attr-defined]


def test_decoding_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "DECODE_SECONDS", 0.001)
    assert image.shrunk(drawn()).error == "took longer than 0.001 s to decode"


LITTLE = """
import importlib.util, sys
found = importlib.util.spec_from_file_location("shrink", sys.argv[1])
shrink = importlib.util.module_from_spec(found)
found.loader.exec_module(shrink)
shrink.MEMORY_BYTES = int(sys.argv[2])
shrink.confine()
shrink.main()
"""
"""The same script with another limit."""


@pytest.mark.parametrize(("mebibytes", "error"), [(200, "needs more memory than it may take"), (1024, "")])
def test_memory_is_limited(mebibytes: int, error: str) -> None:
    clear = saved(Image.new("RGBA", (6000, 5000), (*RED, 128)), "PNG")
    command = [sys.executable, "-P", "-c", LITTLE, str(image._SHRINK), str(mebibytes * 2**20)]
    done = subprocess.run(command, input=clear, capture_output=True, check=True)
    assert json.loads(done.stdout.partition(b"\n")[0]).get("error", "") == error


def test_a_picture_on_its_side_is_put_upright_and_tells_nothing_of_the_camera() -> None:
    found = image.shrunk(turned())
    picture = opened(found.content)
    assert (found.width, found.height) == (1200, 1000)
    assert is_near(colour(picture, 0.5, 0.25), RED)
    assert is_near(colour(picture, 0.5, 0.75), BLUE)
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    assert b"A camera" not in found.content


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (800, 500), (0, 0, 0, 0))
    clear.paste((*RED, 255), (0, 0, 400, 500))
    for kind in ("PNG", "WEBP"):
        picture = opened(image.shrunk(saved(clear, kind)).content)
        assert is_near(colour(picture, 0.25, 0.5), RED)
        assert is_near(colour(picture, 0.75, 0.5), (255, 255, 255))
    palette = clear.convert("P")
    palette.info["transparency"] = palette.getpixel((700, 100))
    assert is_near(colour(opened(image.shrunk(saved(palette, "GIF")).content), 0.75, 0.5), (255, 255, 255))


def test_its_colours_are_those_of_its_profile() -> None:
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    seen = [
        colour(opened(image.shrunk(drawn(icc_profile=profile)).content), 0.25, 0.5)
        for profile in (plain, plain[:200], swapped)
    ]
    assert is_near(seen[0], RED)
    assert is_near(seen[1], RED), "a broken profile is none"
    assert seen[2][1] > 2 * seen[2][0], "what is called red there is green"


def test_noise_is_made_smaller_until_it_fits() -> None:
    noise = saved(Image.effect_noise((1600, 900), 100).convert("RGB"), "JPEG")
    found = image.shrunk(noise)
    assert len(found.content) <= 150 * 1024
    assert found.width < 1200


def test_small_pictures_are_not_blown_up() -> None:
    assert image.shrunk(drawn(640, 400)).width == 640


def test_the_library_is_loaded_by_the_process_that_decodes_alone() -> None:
    seen = "import sys; from digest import pipeline; from digest.collect import image; import digest.pipeline.build; "
    done = subprocess.run([sys.executable, "-c", seen + "print('PIL' in sys.modules)"], capture_output=True, check=True)
    assert done.stdout == b"False\n"


def test_no_password_reaches_the_process_that_decodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("DIGEST_MODEL__API_KEY", "secret")
    assert image.shrunk(drawn()).error == ""
    assert not any(name.startswith("DIGEST") for name in image._INHERITED)
