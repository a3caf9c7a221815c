from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0009_word_count'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('city', models.CharField(max_length=32, verbose_name='city')),
                ('subject', models.CharField(max_length=32, verbose_name='subject')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('kept_since', models.DateField(verbose_name='kept since')),
                ('lines', models.JSONField(verbose_name='lines')),
            ],
            options={
                'verbose_name': 'review sample',
                'verbose_name_plural': 'review samples',
                'ordering': ('-kept_since', '-pk'),
            },
        ),
    ]
