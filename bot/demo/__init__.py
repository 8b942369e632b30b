"""A local homeserver and scripted people, to see it all run."""
