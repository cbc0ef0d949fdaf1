"""One table in CSV for each family of statements: for spreadsheets, and back again."""
