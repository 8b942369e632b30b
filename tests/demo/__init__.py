"""The demo's own tests: its homeserver and its people."""
