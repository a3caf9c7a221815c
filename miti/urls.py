"""Addresses of the pages; those of the sockets are in ``chat.ws_urls``."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from miti import views
from miti.demo.site import site
from miti.statistics import remarks, samples
from miti.statistics import views as statistics

urlpatterns = [
    path("", views.to_language, name="root"),
    path("health", views.health, name="health"),
    path("language/", include("django.conf.urls.i18n")),
    path("desk/", include("counselors.sign_in.urls")),
    path("staff/", views.home_of_staff, name="home-of-staff"),
    path("admin/", admin.site.urls),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/report/<slug:year>/", statistics.report, name="statistics-report"),
    re_path(
        r"^statistics/(?P<period>\d{4}(?:-\d\d)?)\.(?P<kind>csv|xlsx|json)$",
        statistics.export,
        name="statistics-export",
    ),
    path("statistics/samples/", samples.samples, name="samples"),
    path("statistics/samples/<int:number>/", samples.sample, name="sample"),
    path("statistics/remarks/", remarks.remarks, name="remarks"),
    path("open-data/", statistics.open_index, name="open-data"),
    re_path(
        r"^open-data/(?P<year>\d{4})\.(?P<kind>csv|json)$",
        statistics.open_file,
        name="open-data-file",
    ),
    path("", include("chat.urls")),
    *i18n_patterns(path("", include("chat.visitor_urls"))),
]
if settings.DEMO:
    urlpatterns.append(path("demo/site/", site, name="demo-site"))
