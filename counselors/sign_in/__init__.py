"""Signing in, with django-allauth and django-axes behind one door."""
