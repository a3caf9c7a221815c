from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0008_open_file'),
    ]

    operations = [
        migrations.CreateModel(
            name='WordCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(max_length=7)),
                ('subject', models.CharField(max_length=32)),
                ('language', models.CharField(max_length=8)),
                ('digest', models.CharField(max_length=32)),
                ('many', models.PositiveIntegerField(default=0)),
                ('word', models.CharField(blank=True, default='', max_length=30)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('month', 'subject', 'language', 'digest'), name='word_once')],
            },
        ),
    ]
