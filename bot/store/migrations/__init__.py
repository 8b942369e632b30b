"""How a database came to be as `bot/store/schema.py` says: numbered steps, applied once, by Alembic."""
