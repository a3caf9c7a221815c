"""Addresses of the pages about signing in; allauth's own list has more than we want."""

from allauth.account import views
from allauth.mfa.base import views as second
from allauth.socialaccount.providers.openid_connect import views as partner
from django.contrib.auth.views import LogoutView
from django.urls import include, path, re_path

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("again/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/new/", views.password_reset, name="account_reset_password"),
    path("password/sent/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/link/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("ways/", second.index, name="mfa_index"),
    path("second/", second.authenticate, name="mfa_authenticate"),
    path("second/again/", second.reauthenticate, name="mfa_reauthenticate"),
    path("ways/app/", include("allauth.mfa.totp.urls")),
    path("ways/codes/", include("allauth.mfa.recovery_codes.urls")),
    path("ways/key/", include("allauth.mfa.webauthn.urls")),
    path("partner/<provider_id>/", partner.login, name="openid_connect_login"),
    path("partner/<provider_id>/back/", partner.callback, name="openid_connect_callback"),
]
