"""The usual 34 columns of police statement requests (调单反馈)."""
