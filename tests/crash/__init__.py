"""Writers that are killed at any moment, and what must hold afterwards: `python -m tests.crash --kills 200`."""
