from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0007_found'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=4, unique=True, verbose_name='period')),
                ('made_on', models.DateField(verbose_name='made on')),
                ('origin', models.CharField(choices=[('counted', 'counted'), ('imported', 'imported'), ('demo', 'demo')], max_length=8, verbose_name='origin')),
                ('epsilon', models.FloatField(verbose_name='privacy spent')),
                ('k', models.PositiveSmallIntegerField(verbose_name='threshold')),
                ('tables', models.JSONField(verbose_name='tables')),
                ('digest', models.CharField(max_length=64, verbose_name='checksum')),
            ],
            options={
                'verbose_name': 'open-data file',
                'verbose_name_plural': 'open-data files',
                'ordering': ('period',),
            },
        ),
    ]
