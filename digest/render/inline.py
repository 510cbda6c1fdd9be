"""CSS into style attributes, once per page: many mail clients drop ``<style>``. The only user of premailer."""

import functools
import logging
import os
import re
from collections.abc import Callable

from digest import errors

_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.IGNORECASE | re.DOTALL)
_STYLE_ATTRIBUTE = re.compile(r'(?<= style=")[^"]*(?=")')
_CLASS_ATTRIBUTE = re.compile(r' class="([^"]*)"')
_CLASS_SELECTOR = re.compile(r"\.([a-zA-Z][\w-]*)")


def inline(page: str) -> str:
    """The page with the rules of its ``<style>`` blocks in style attributes.

    Blocks marked ``data-premailer="ignore"`` stay as they are: media queries, dark mode, client fixes. Nothing is
    fetched. Raises RenderError for what premailer would silently spoil.
    """
    _refuse(page)
    try:
        inlined: str = _premailer()(page)
    except Exception as error:  # premailer lets lxml's, cssutils' and its own errors through; none is documented
        raise errors.RenderError(f"the style sheet cannot be inlined: {error}") from error
    return _lean(_BETWEEN_TAGS.sub(">\n<", inlined).replace(">\n</", "></"))


def _refuse(page: str) -> None:
    if not page.lstrip().startswith("<!DOCTYPE html>"):
        raise errors.RenderError("a mail must begin with <!DOCTYPE html>, in these capitals (others are dropped)")
    if any(_IMPORT.search(block) for block in _STYLE.findall(page)):
        raise errors.RenderError("@import is not allowed in a mail's style sheet; put the rules into the template")


def _lean(page: str) -> str:
    """The page without blanks in style attributes and without classes that no remaining rule names: a tenth less."""
    head, body_tag, body = page.partition("<body")
    named = set(_CLASS_SELECTOR.findall("".join(_STYLE.findall(head))))

    def classes(match: re.Match[str]) -> str:
        kept = [name for name in match[1].split() if name in named]
        return f' class="{" ".join(kept)}"' if kept else ""

    body = _CLASS_ATTRIBUTE.sub(classes, body)
    return head + body_tag + _STYLE_ATTRIBUTE.sub(lambda match: re.sub(r"([:;,]) ", r"\1", match[0]), body)


@functools.cache
def _premailer() -> Callable[[str], str]:
    """Imported late: it is slow to import, and most commands never render."""
    # premailer keeps what it parsed, by default 128 declarations: one theme fills that, and two take turns in it.
    os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "2048")
    import cssutils
    import cssutils.util
    from premailer import Premailer

    cssutils.log.setLevel(logging.CRITICAL)
    # cssutils would fetch @import even where premailer was told not to use the network.
    cssutils.util._defaultFetcher = lambda _url: ("utf-8", b"")  # noqa: SLF001 - there is no public way

    def transform(page: str) -> str:
        return str(
            Premailer(
                page,
                strip_important=False,  # else mobile and dark rules lose to the inline styles
                disable_validation=True,  # else valid mail CSS is dropped, slowly
                allow_network=False,
                remove_unset_properties=False,
                cssutils_logging_level=logging.CRITICAL,
                disable_basic_attributes=["width", "height", "align", "valign", "bgcolor"],
            ).transform(pretty_print=False)
        )

    return transform
