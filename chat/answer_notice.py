"""Where to write to once, when the answer to a left question is there; only if wanted."""

from django.db import models


class AnswerNotice(models.Model):
    """Goes as soon as it has been used, or with its conversation; sealed like what was typed."""

    conversation = models.OneToOneField(
        "chat.Conversation", models.CASCADE, primary_key=True, related_name="answer_notice"
    )
    sealed = models.BinaryField()
    page = models.CharField(max_length=200)
    """Where the answer is read, with the code, which stands neither here nor in the mail."""
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)
    """When to send it next; null: there is no answer yet."""
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"notice of {self.conversation_id}"
