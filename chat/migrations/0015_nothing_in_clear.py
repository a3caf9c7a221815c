"""What was typed is stored sealed only."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0014_seal'),
    ]

    operations = [
        migrations.RemoveField('conversation', 'note'),
        migrations.RemoveField('logentry', 'text'),
        migrations.AlterField('whisper', 'text', models.TextField(default='')),  # to go back by
        migrations.RemoveField('whisper', 'text'),
        migrations.RemoveField('leftquestion', 'draft'),
        migrations.RemoveField('leftquestion', 'remark'),
    ]
