"""Wenbao, the program: the command line, the terminal and the Telegram bot."""
