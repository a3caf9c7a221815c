"""Room for what was typed, sealed under a key of each conversation."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0012_found'),
    ]

    operations = [
        migrations.CreateModel(
            name='WrappedKey',
            fields=[
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='wrapped_key', serialize=False, to='chat.conversation')),
                ('master', models.CharField(db_index=True, max_length=16)),
                ('key', models.BinaryField()),
            ],
        ),
        migrations.AddField('conversation', 'sealed_note', models.BinaryField(default=b'')),
        migrations.AddField('logentry', 'sealed', models.BinaryField(default=b'')),
        migrations.AddField('whisper', 'sealed', models.BinaryField(default=b''), preserve_default=False),
        migrations.AddField('leftquestion', 'sealed_draft', models.BinaryField(default=b'')),
        migrations.AddField('leftquestion', 'sealed_remark', models.BinaryField(default=b'')),
    ]
