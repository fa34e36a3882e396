"""What Dutch words are, for whatever searches: from text to tokens, and from what somebody typed to a question.

Pure Python, without the database: the index and the questions are analysed by the same code, so that both databases
find the same things.
"""
