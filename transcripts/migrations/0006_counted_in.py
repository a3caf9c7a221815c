from typing import Any

from django.db import migrations, models


def count_what_was_published(apps: Any, schema_editor: Any) -> None:
    """Until now a month was published once, with all facts of its days."""
    facts = apps.get_model('transcripts', 'Fact').objects
    told = apps.get_model('transcripts', 'Release').objects.exclude(origin='imported')
    for period in told.filter(period__contains='-').values_list('period', flat=True):
        year, month = period.split('-')
        facts.filter(day__year=year, day__month=month).update(counted_in=period)


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0005_room_for_bands'),
    ]

    operations = [
        migrations.AddField(
            model_name='fact',
            name='counted_in',
            field=models.CharField(blank=True, default='', max_length=7, verbose_name='counted in'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(fields=['counted_in', 'day'], name='fact_counted_in'),
        ),
        migrations.RunPython(count_what_was_published, migrations.RunPython.noop),
    ]
