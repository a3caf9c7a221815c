"""Resources as files: Markdown folders (one a language) and CSV tables, both ways."""
