"""The lexicon: English to Chinese, synonyms, abbreviations, question words; data with licences."""

from retrieval.lexicon.lexicon import Lexicon, Related

__all__ = ["Lexicon", "Related"]
