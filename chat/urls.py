"""Pages of the staff."""

from django.urls import path

from chat import question_views, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/questions/", question_views.questions, name="questions"),
    path("desk/questions/<str:ref>/", question_views.question, name="question"),
    path("desk/questions/<str:ref>/texts", question_views.texts, name="question-texts"),
    path("board/", views.board, name="board"),
]
