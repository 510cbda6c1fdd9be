"""Brings the catalogues up to date with the texts in code and templates: ``python -m tests.house.catalogues``.

A new text comes without a translation, one that changed is marked fuzzy with its old translation, one that is gone is
dropped. Write what is missing, take the mark away, and run ``pytest tests/house/test_catalogues.py``.
"""

import io
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

import digest
from digest.text import catalogue
from tests.shared import ROOT

PLACES = {"digest": Path(digest.__file__).parent, "templates": ROOT / "templates"}
"""Code is read where it is imported from: a wheel's is not beside the tests."""
METHODS = {
    "digest": [("**.py", "python")],
    "templates": [("**.html", "jinja2.ext.babel_extract"), ("**.txt", "jinja2.ext.babel_extract")],
}
OPTIONS = {
    name: {"encoding": "utf-8", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    for name in ("**.html", "**.txt")
}


def extracted() -> Catalog:
    """Every message of code and templates, in the order of the files."""
    found = Catalog(charset="utf-8")
    for place, methods in METHODS.items():
        messages = extract_from_dir(
            PLACES[place], methods, OPTIONS, comment_tags=("Translators:",), directory_filter=_is_read
        )
        for name, _, message, comments, context in sorted(messages, key=lambda each: (each[0], each[1])):
            found.add(message, locations=[(f"{place}/{name}", 0)], auto_comments=comments, context=context)
    return found


def _is_read(folder: object) -> bool:
    """Babel would pass over ``_base``."""
    return not Path(str(folder)).name.startswith(".")


def read(path: Path) -> Catalog:
    """A catalogue as it is kept."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.stem, abort_invalid=True)


def written(kept: Catalog) -> str:
    """The text of a catalogue: no dates and no line numbers, so that only words change."""
    text = io.BytesIO()
    pofile.write_po(text, kept, width=120, omit_header=False, ignore_obsolete=True, include_lineno=False)
    lines = text.getvalue().decode().splitlines()
    dropped = (
        '"Project-Id',
        '"Language-Team',
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Generated-By',
        '"Report-Msgid-Bugs-To',
    )
    return "\n".join(line for line in lines if not line.startswith(dropped)) + "\n"


def main() -> None:
    """Update them all, and say how much is left to translate."""
    texts = extracted()
    for path in sorted(catalogue.FOLDER.glob("*.po")):
        kept = read(path)
        kept.update(texts)
        path.write_text(written(kept), "utf-8")
        missing = sum(1 for message in kept if message.id and (message.fuzzy or not all(strings(message.string))))
        print(f"{path.stem}: {len(kept)} messages, {missing} to translate")


def strings(translated: object) -> tuple[str, ...]:
    """The forms of a translation."""
    return tuple(map(str, translated)) if isinstance(translated, tuple | list) else (str(translated),)


if __name__ == "__main__":
    main()
