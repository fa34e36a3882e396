"""What a visitor's question goes through, from what was typed to what is shown."""
