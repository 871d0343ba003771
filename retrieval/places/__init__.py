"""Places: recognising them in a text, looking them up, naming them in English."""

from retrieval.places.gazetteer import Gazetteer
from retrieval.places.recognise import Mention

__all__ = ["Gazetteer", "Mention"]
