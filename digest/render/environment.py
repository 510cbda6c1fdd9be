"""The Jinja2 environment: strict, escaping, shipped templates with the operator's own in front."""

from pathlib import Path

from jinja2 import Environment


def environment(override: Path | None = None) -> Environment:
    """All templates; those of ``override`` take the place of shipped ones of the same name.

    Finds the shipped templates in the wheel (``digest/templates``) or beside the package in a checkout.
    Autoescape is on for every ``.html`` file, StrictUndefined for all. Raises RenderError naming file and line
    where a template does not compile.
    """
    raise NotImplementedError
