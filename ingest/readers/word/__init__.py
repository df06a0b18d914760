"""What a Word document shows: its styles worked out, its parts in order, and what of them nobody sees."""
