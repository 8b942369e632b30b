"""A homeserver that lies: no key goes to it, no command comes from it, and people are told (G2, G3)."""
