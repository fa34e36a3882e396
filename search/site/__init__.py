"""What visitors see of the search: its page, suggestions while typing, and a feed of a question."""
