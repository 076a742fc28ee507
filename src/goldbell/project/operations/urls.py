"""Routes for machines and for whoever keeps them running."""

from django.urls import include, path

from goldbell.project.operations import views

_patterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.figures, name="metrics"),
    path("operations/", views.desk, name="desk"),
]

urlpatterns = [path("", include((_patterns, "operations")))]
