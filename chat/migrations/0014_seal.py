"""Seals what was typed before; backwards, opens it again."""

from typing import Any

from django.conf import settings
from django.db import migrations

from chat import vault
from chat.vault import DataKey, Masters, Wrapped


def seal(apps: Any, schema_editor: Any) -> None:
    model = {name: apps.get_model('chat', name) for name in ('Conversation', 'LogEntry', 'Whisper', 'LeftQuestion', 'WrappedKey')}
    masters = Masters(settings.MASTER_KEYS)
    for talk in model['Conversation'].objects.all():
        raw = vault.fresh()
        wrapped = masters.wrap(raw, talk.pk)
        model['WrappedKey'].objects.create(conversation=talk, master=wrapped.master, key=wrapped.key)
        _change(model, talk, DataKey(raw).seal, 'text', 'sealed', '', 'sealed_')


def open_again(apps: Any, schema_editor: Any) -> None:
    model = {name: apps.get_model('chat', name) for name in ('Conversation', 'LogEntry', 'Whisper', 'LeftQuestion', 'WrappedKey')}
    masters = Masters(settings.MASTER_KEYS)
    for row in model['WrappedKey'].objects.select_related('conversation'):
        raw = masters.unwrap(Wrapped(row.master, bytes(row.key)), row.pk)
        key = DataKey(raw)
        _change(model, row.conversation, lambda sealed, place: key.open(bytes(sealed), place), 'sealed', 'text', 'sealed_', '')
    model['WrappedKey'].objects.all().delete()


def _change(model: Any, talk: Any, turned: Any, source: str, target: str, before: str, after: str) -> None:
    """Fill the columns of one conversation from those that they replace."""
    for line in model['LogEntry'].objects.filter(conversation=talk):
        setattr(line, target, turned(getattr(line, source), vault.of_entry(talk.pk, line.seq)))
        line.save(update_fields=[target])
    for line in model['Whisper'].objects.filter(conversation=talk):
        setattr(line, target, turned(getattr(line, source), vault.of_whisper(talk.pk, line.key)))
        line.save(update_fields=[target])
    for question in model['LeftQuestion'].objects.filter(conversation=talk):
        for name, place in (('draft', vault.of_draft), ('remark', vault.of_remark)):
            setattr(question, after + name, turned(getattr(question, before + name), place(talk.pk)))
        question.save(update_fields=[after + 'draft', after + 'remark'])
    setattr(talk, after + 'note', turned(getattr(talk, before + 'note'), vault.of_note(talk.pk)))
    talk.save(update_fields=[after + 'note'])


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0013_sealed'),
    ]

    operations = [
        migrations.RunPython(seal, open_again),
    ]
