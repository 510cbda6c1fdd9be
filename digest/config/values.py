"""What the settings say, as the values the rooms work on."""

from pathlib import Path

from digest import model
from digest.config.settings import Settings, SourceSetting


def outlets(settings: Settings) -> list[model.Outlet]:
    """The configured outlets as values, in their order."""
    return [model.Outlet(**outlet.model_dump()) for outlet in settings.outlets]


def sources(settings: Settings) -> list[model.Source]:
    """The configured sources as values, with the outlet each one names; paths are absolute."""
    known = {outlet.name: outlet for outlet in outlets(settings)}
    return [_source(setting, known, settings.home) for setting in settings.sources]


def _source(setting: SourceSetting, known: dict[str, model.Outlet], home: Path) -> model.Source:
    name = setting.outlet or setting.key
    return model.Source(
        key=setting.key,
        kind=setting.kind,
        location=setting.url or str(home.joinpath(setting.path or "").resolve()),
        outlet=known.get(name) or model.Outlet(name=name),
        section=setting.section,
        weight=setting.weight,
    )
