"""Every setting, read once. They come from the environment or from `.env`, with the prefix ``BOT_``."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.rules.language import Language


class Settings(BaseSettings):
    """One frozen object; the descriptions are the README's table."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", frozen=True)

    token: SecretStr = Field(SecretStr(""), description="token of the bot, from @BotFather")
    api_url: str = Field("https://api.telegram.org", description="Bot API server; may be a self-hosted one")
    data_dir: Path = Field(Path("data"), description="folder of the database and the lock")
    keys_dir: Path = Field(Path("keys"), description="folder of the keys; not inside the data folder, in no backup")
    database_url: str = Field("", description="`postgresql://…` or `sqlite:///…`; empty: SQLite under BOT_DATA_DIR")
    timezone: str = Field("Asia/Shanghai", description="the branch's time zone")
    language: Language = Field(
        Language.ZH, description="`zh` or `en`: language of the groups, the command line and people who have not chosen"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")
    pace: Literal["telegram", "off"] = Field(
        "telegram", description="`telegram`: within Telegram's flood limits; `off`: only for a server without limits"
    )
    clock_file: Path | None = Field(
        None, description="file holding seconds to add to the clock; for the demo and tests, leave empty otherwise"
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError) as error:
            raise ValueError("no such time zone") from error
        return name

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if url:
            from bot.store.database import address_of

            address_of(url)
        return url

    @field_validator("api_url")
    @classmethod
    def _no_trailing_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @property
    def zone(self) -> ZoneInfo:
        """The branch's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> str:
        """The SQLAlchemy address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'branch.db'}"
