"""Pages and API over a store. Needs the extra ``web``."""

from __future__ import annotations

from lagebild.web.app import create_app
from lagebild.web.settings import Settings, SettingsError, User, load_users

__all__ = ["Settings", "SettingsError", "User", "create_app", "load_users"]
