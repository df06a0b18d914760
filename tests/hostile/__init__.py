"""Files that are broken or made to do harm, and what must become of each."""
