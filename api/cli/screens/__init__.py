"""What people read on a terminal: tables, paths, reports."""
