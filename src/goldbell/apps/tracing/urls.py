"""Addresses of tracing."""

from django.urls import include, path

from goldbell.apps.tracing.views import cases, statements, trace

RAIL = [("追踪", "tracing:list", "tracing.trace.read", 40)]

patterns = [
    path("tracing/", cases.cases, name="list"),
    path("cases/<int:case_id>/statements/", statements.statements, name="statements"),
    path("cases/<int:case_id>/statements/hand-in/", statements.hand_in, name="hand_in"),
    path("cases/<int:case_id>/statements/<int:file_id>/", statements.file, name="file"),
    path("cases/<int:case_id>/statements/<int:file_id>/again/", statements.read_again, name="read_again"),
    path("cases/<int:case_id>/statements/<int:file_id>/export/", statements.export_rejects, name="export_rejects"),
    path("cases/<int:case_id>/trace/", trace.trace, name="trace"),
    path("cases/<int:case_id>/trace/run/", trace.run, name="run"),
]

urlpatterns = [path("", include((patterns, "tracing")))]
