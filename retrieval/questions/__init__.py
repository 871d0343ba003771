"""Reading questions: their language, what they want, their concepts in Chinese or English."""
