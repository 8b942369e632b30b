"""Silence is loud (G7): Vigil looks at itself, and tells whoever can do something, inside and outside."""
