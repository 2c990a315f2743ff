"""The peer of the todo api: what a Django class writes for the same call. Django REST framework, a model, a serializer, a list view,
JWT by simplejwt, the middleware that `startproject` puts in. It reads the very table that our api wrote, and takes the same token.

It leaves out what would slow it and could be left out: templates, CORS, and looking the token's user up in the database.
"""

import os

import django
from django.conf import settings

settings.configure(
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["TOKEN_SECRET"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["DATABASE"]}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "rest_framework",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
    SIMPLE_JWT={
        "ALGORITHM": "HS512",
        "SIGNING_KEY": os.environ["TOKEN_SECRET"],
        "ISSUER": "sundown",
        "USER_ID_CLAIM": "sub",
        "TOKEN_TYPE_CLAIM": None,
        "JTI_CLAIM": None,
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  Django is set up before its parts are read
from django.db import models  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402
from rest_framework.response import Response  # noqa: E402


class Todo(models.Model):
    id = models.CharField(max_length=32, primary_key=True)
    owner = models.CharField(max_length=32)
    sequence = models.BigIntegerField()
    title = models.TextField()
    done = models.BooleanField()

    class Meta:
        app_label = "todos"
        db_table = "todos"
        managed = False


class TodoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Todo
        fields = ["id", "title", "done"]


class TodoList(generics.ListAPIView):
    serializer_class = TodoSerializer

    def get_queryset(self):
        return Todo.objects.filter(owner=self.request.user.id).order_by("sequence")

    def list(self, request, *args, **kwargs):
        return Response({"error": None, "data": self.get_serializer(self.get_queryset(), many=True).data})


urlpatterns = [path("todo", TodoList.as_view())]
application = get_wsgi_application()
