"""How well the search finds: a collection of documents, questions and right answers, asked as a visitor would."""
