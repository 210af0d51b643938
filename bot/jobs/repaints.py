"""Paints the live cards that were put off; see bot/repaints.py. The engine wakes it when their time has come."""

from datetime import timedelta

from bot.repaints import paint_together as run

__all__ = ["EVERY", "run"]

EVERY = timedelta(hours=1)  # what a restart left is painted at the start
