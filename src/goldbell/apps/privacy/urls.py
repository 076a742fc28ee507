"""Addresses of privacy, and of the record: the audit app stands below identity and has no pages of its own."""

from django.urls import include, path
from django.utils.translation import gettext_noop as _

from goldbell.apps.privacy.views import alarms, erasures, exports, keys, record, reveal

_privacy = [
    path("reveal/", reveal.reveal, name="reveal"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/<int:alarm_id>/close/", alarms.close, name="alarm_close"),
    path("alarms/limits/", alarms.limits, name="limits"),
    path("exports/", exports.listing, name="exports"),
    path("exports/<int:export_id>/decide/", exports.decide, name="export_decide"),
    path("exports/<int:export_id>/file/", exports.fetch, name="export_file"),
    path("erasures/", erasures.listing, name="erasures"),
    path("erasures/purge/", erasures.purge, name="purge"),
    path("erasures/purge/<uuid:batch>/", erasures.purge_decide, name="purge_decide"),
    path("erasures/keys/<uuid:key>/", erasures.sheet, name="erasure_sheet"),
    path("erasures/<int:erasure_id>/decide/", erasures.decide, name="erasure_decide"),
    path("terms/", keys.terms, name="terms"),
    path("masters/", keys.masters, name="masters"),
    path("masters/rotate/", keys.rotate, name="master_rotate"),
    path("masters/<int:master>/retire/", keys.retire, name="master_retire"),
]
_audit = [
    path("", record.record, name="record"),
    path("chain/", record.chain, name="chain"),
    path("verify/", record.verify, name="verify"),
    path("export/", record.export, name="export"),
]
urlpatterns = [
    path("privacy/", include((_privacy, "privacy"))),
    path("audit/", include((_audit, "audit"))),
]

RAIL = [
    (_("审计"), "audit:record", "privacy.record.list", 92),
    (_("核批"), "privacy:exports", "privacy.export.read", 93),
]
