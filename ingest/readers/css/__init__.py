"""What style sheets do to text: whether people see it. No more of CSS than that takes."""
