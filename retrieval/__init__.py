"""Wenbao, the library: from page files to answers quoted word for word."""
