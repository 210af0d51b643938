"""The yardstick: python-telegram-bot as its own documentation begins, with nothing kept and nothing checked.

It sends a card, and at every tap it answers and edits the card: what a bot does that may lose everything.
"""

import sys

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

Context = ContextTypes.DEFAULT_TYPE
TEXT = "集中学习\n主题：学习\n时间：2026-11-10 15:00\n地点：会议室\n您的答复：{}"
KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("参加", callback_data="rs:1:attend")],
        [InlineKeyboardButton("请假", callback_data="rs:1:leave")],
        [InlineKeyboardButton("未定", callback_data="rs:1:undecided")],
    ]
)


async def help_(update: Update, context: Context) -> None:
    """Echoes some lines."""
    if isinstance(update.message, Message):
        await update.message.reply_text("\n".join(f"/command{number} what it does" for number in range(15)))


async def card(update: Update, context: Context) -> None:
    """Sends the card."""
    if isinstance(update.message, Message):
        await update.message.reply_text(TEXT.format("还没有"), reply_markup=KEYBOARD)


async def tap(update: Update, context: Context) -> None:
    """Answers, and edits the card."""
    query = update.callback_query
    if isinstance(query, CallbackQuery):
        await query.answer("已登记")
        await query.edit_message_text(TEXT.format(query.data), reply_markup=KEYBOARD)


def main(token: str, url: str) -> None:
    """Runs until SIGTERM."""
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(CommandHandler("help", help_))
    application.add_handler(CommandHandler("card", card))
    application.add_handler(CallbackQueryHandler(tap))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:3])
