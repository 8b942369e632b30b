"""What an alert room is: pure rules, standard library only. No Matrix, no SQL, no asyncio, no clock."""
