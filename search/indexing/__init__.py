"""From content to the index, in the transaction that changes the content."""
