"""Pages of the visitors; the page's language stands before them in the address."""

from django.urls import path

from chat import views

urlpatterns = [
    path("", views.visitor, name="visitor"),
    path("front.json", views.front, name="front"),
    path("outdated.json", views.outdated, name="outdated"),
    path("exit-questions.json", views.exit_questions, name="exit-questions"),
    path("ready.json", views.ready_texts, name="ready-texts"),
]
