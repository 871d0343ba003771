"""A Bot API server for the tests: real HTTP, as strict as Telegram's own, with people to play.

::

    server.py      the HTTP door: token, method, faults, the log of calls, waiting for a call
    wire.py        what a call says (form, JSON or multipart), read with types
    refusals.py    the errors, in the real server's words
    texts.py       text and entities: lengths in UTF-16 units, nesting, blank text
    keyboards.py   inline keyboards: labels, actions, 64 bytes
    chats.py       chats, topics, messages and their numbers
    floods.py      twenty messages a minute in a group
    mail.py        updates: long polling, webhook, what is confirmed and what is not
    faults.py      429, 5xx, HTML pages, dropped connections, slowness, on demand
    people.py      people who talk, reply, edit and press buttons
    methods/       the methods of the Bot API, by subject
"""
