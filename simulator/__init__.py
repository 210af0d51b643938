"""A stand-in for Telegram: a Bot API server, the people who use it, and a page to act as them."""

from .model import Button, Chat, Message, Press, User
from .simulator import Simulator
from .tour import Tour

__all__ = ["Button", "Chat", "Message", "Press", "Simulator", "Tour", "User"]
