"""What a workbook shows: its cell formats worked out, and which cells nobody sees."""
