"""Where a scripted person keeps keys: nowhere.

nio's machine holds every key in memory and writes each change to a store as well. A person of the demo lives
no longer than this process, so nothing is written, which spares some 2 ms of SQL for each key
(`nio.store.database`, `use_database`). Nobody is distrusted: whom to trust is the bot's business.
"""

from __future__ import annotations

from typing import Any

from nio.crypto import DeviceStore, GroupSessionStore, OutgoingKeyRequest, SessionStore


class ForgetfulStore:
    """Takes the place of `nio.store.MatrixStore`; the arguments are those that nio's client hands to one."""

    def __init__(self, user_id: str, device_id: str, path: str, pickle_key: str, name: str) -> None:
        """Nothing is opened."""

    def load_account(self) -> None:
        """There is never an account from before."""

    def load_sessions(self) -> SessionStore:
        """No Olm sessions."""
        return SessionStore()

    def load_inbound_group_sessions(self) -> GroupSessionStore:
        """No Megolm sessions."""
        return GroupSessionStore()

    def load_device_keys(self) -> DeviceStore:
        """No known devices."""
        return DeviceStore()

    def load_encrypted_rooms(self) -> set[str]:
        """No rooms."""
        return set()

    def load_outgoing_key_requests(self) -> dict[str, OutgoingKeyRequest]:
        """No requests."""
        return {}

    def is_device_verified(self, device: Any) -> bool:
        """Nobody has compared any keys."""
        return False

    def is_device_blacklisted(self, device: Any) -> bool:
        """Nobody is distrusted."""
        return False

    def is_device_ignored(self, device: Any) -> bool:
        """Keys go to unverified devices without asking."""
        return True

    def _forget(self, *anything: Any) -> None:
        """What a store would write, this one drops."""

    save_account = save_session = save_inbound_group_session = save_device_keys = _forget
    save_encrypted_rooms = delete_encrypted_room = _forget
    add_outgoing_key_request = remove_outgoing_key_request = _forget
