"""Pages of the staff, and what a city's own site asks for."""

from django.urls import path

from chat import embed_views, file_views, question_views, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/questions/", question_views.questions, name="questions"),
    path("desk/questions/<str:ref>/", question_views.question, name="question"),
    path("desk/questions/<str:ref>/texts", question_views.texts, name="question-texts"),
    path("desk/files/<str:file>", file_views.for_desk, name="desk-file"),
    path("files/<str:ref>/<str:file>", file_views.for_visitor, name="visitor-file"),
    path("board/", views.board, name="board"),
    path("embed.js", embed_views.script, name="embed-script"),
    path("embed/<slug:city>.json", embed_views.state, name="embed-state"),
]
