"""The routers, in order. A new system adds its line here; its cards register themselves on import."""

from bot.handlers import (
    duties,
    forms,
    home,
    people,
)

ROUTERS = (
    home.router,
    forms.router,
    people.router,
    duties.router,
)
