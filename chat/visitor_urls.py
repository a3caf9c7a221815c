"""Pages of the visitors; the page's language stands before them in the address."""

from django.urls import path

from chat import about_views, notice_views, simple_views, views

urlpatterns = [
    path("", views.visitor, name="visitor"),
    path("front.json", views.front, name="front"),
    path("talk-words.json", views.talk_words, name="talk-words"),
    path("outdated.json", views.outdated, name="outdated"),
    path("exit-questions.json", views.exit_questions, name="exit-questions"),
    path("answer-notice.json", notice_views.notice, name="answer-notice"),
    path("privacy/", about_views.privacy, name="privacy"),
    path("accessibility/", about_views.accessibility, name="accessibility"),
    path("simple/", simple_views.simple, name="simple"),
    path("ready.json", views.ready_texts, name="ready-texts"),
]
