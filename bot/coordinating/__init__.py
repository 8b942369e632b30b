"""What coordinators can order in their room: one handler for each command."""
