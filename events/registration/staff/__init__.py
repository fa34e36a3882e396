"""What staff see of registrations, below /beheer/aanmeldingen/."""
