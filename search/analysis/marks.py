"""The marks in front of tokens, by which one says how its word stands in a text.

A token without a mark is a stem of a word that occurs. The marks:

~   the stem of a part of a compound that occurs
^   the stem of a word, or of a part, in the title, or that the text is clearly about
=   a word of the title as it is written; with '_' after each word, the whole title
:   a facet's value
"""

PART, LEAD, TITLE, FACET = "~", "^", "=", ":"
