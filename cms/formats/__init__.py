"""How this site writes dates and times, for every language that it has."""
