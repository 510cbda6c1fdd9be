"""What every table of the settings is."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """What all settings share: they are frozen and refuse unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
