"""What the pages of the chat say in their own way."""
