from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counselors', '0005_audit_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='city',
            name='review_samples',
            field=models.BooleanField(default=False, help_text='One conversation in ten is kept for some weeks for training: names, numbers and addresses masked, readable for coordinators of this city only. Tell visitors in your privacy notice.', verbose_name='keep review samples'),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='act',
            field=models.CharField(choices=[('opened', 'opened a conversation'), ('transferred', 'handed a conversation over'), ('blocked', 'blocked a visitor'), ('exported', 'exported figures or texts'), ('changed_rules', 'changed hours or rules'), ('changed_resource', 'changed a resource'), ('reviewed', 'read or deleted a review sample'), ('changed_person', 'changed a person’s account, roles or skills')], max_length=20, verbose_name='what'),
        ),
        migrations.RemoveConstraint(
            model_name='auditentry',
            name='audit_act',
        ),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['opened', 'transferred', 'blocked', 'exported', 'changed_rules', 'changed_resource', 'reviewed', 'changed_person'])), name='audit_act'),
        ),
    ]
