"""What staff learn of what visitors ask, without anything about who asked."""
