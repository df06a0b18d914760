"""What every model at the border of the assistant has in common."""

from pydantic import BaseModel, ConfigDict


class Border(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(Border):
    """A frozen model that passes over fields it does not know: others may send more than is read."""

    model_config = ConfigDict(frozen=True, extra="ignore")
