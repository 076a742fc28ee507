"""Addresses of intake and cases."""

from django.urls import include, path

from goldbell.apps.cases.views import case, evidence, intake, listing, readings, report, search

_routes = [
    path("intake/", intake.intake, name="intake"),
    path("intake/start/", intake.start, name="start"),
    path("intake/<int:draft_id>/", intake.draft, name="draft"),
    path("intake/<int:draft_id>/save/", intake.save, name="draft_save"),
    path("intake/<int:draft_id>/row/", intake.row, name="draft_row"),
    path("intake/<int:draft_id>/take/", intake.take, name="draft_take"),
    path("intake/<int:draft_id>/drop/", intake.drop, name="draft_drop"),
    path("reports/<int:report_id>/", report.report, name="report"),
    path("reports/<int:report_id>/receipt/", report.receipt, name="receipt"),
    path("reports/<int:report_id>/open/", report.open_, name="report_open"),
    path("reports/<int:report_id>/move/", report.move, name="report_move"),
    path("reports/same/<int:same_id>/", report.same, name="same_settle"),
    path("cases/", listing.cases, name="cases"),
    path("cases/export/", listing.export, name="export"),
    path("cases/readings/", readings.readings, name="readings"),
    path("cases/readings/export/", readings.export, name="readings_export"),
    path("cases/readings/corrections/", readings.corrections, name="corrections"),
    path("cases/search/", search.search, name="search"),
    path("cases/<int:case_id>/", case.case, name="case"),
    path("cases/<int:case_id>/move/", case.move, name="case_move"),
    path("cases/<int:case_id>/type/", case.scam_type, name="case_type"),
    path("cases/<int:case_id>/transfers/", case.add_transfer, name="transfer_add"),
    path("cases/transfers/<int:transfer_id>/strike/", case.strike_transfer, name="transfer_strike"),
    path("cases/elements/<int:element_id>/", case.settle_element, name="element_settle"),
    path("cases/<int:case_id>/evidence/", evidence.attach, name="evidence_add"),
    path("cases/evidence/<int:evidence_id>/", evidence.download, name="evidence_download"),
]
urlpatterns = [path("", include((_routes, "cases")))]

#: (word on the rail, route, permission, place from the top)
RAIL = [
    ("接警", "cases:intake", "cases.report.take", 20),
    ("案件", "cases:cases", "cases.case.read", 30),
    ("识读", "cases:readings", "cases.reading.review", 65),
]
