"""The core: functions over strings and spans; no disk, no network, no terminal library."""
