"""Telegram: updates come in, questions are answered, buttons turn pages.

::

    update -> inbox: is it put to us?  a question is journaled  -> answering -> sending
                     anything else                              -> commands, buttons

    addressing.py   who speaks to the bot, and what they ask: the rules of chats and groups
    inbox.py        the queue of updates: questions are noted here before anything else happens
    answering.py    a noted question -> its reply
    buttons.py      a pressed button -> the message shows another page
    commands.py     /start /help /about /privacy /forget, and messages without a question
    sending.py      Reply -> Telegram's message, entities and keyboard
    retrying.py     limits and retries of all calls
    typing.py       the typing action while a search takes long
    errors.py       what went wrong: a line in the log, a line in the chat
    menu.py         the command menu and the descriptions of the profile
"""
