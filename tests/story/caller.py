"""A program of an officer: signs in as the pages do and calls the API over the socket."""

from __future__ import annotations

from typing import Any

import httpx

from goldbell.project.settings import DEMO_PASSWORD


class Caller:
    """One officer's session. ``url``: the house's address."""

    def __init__(self, url: str, badge: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        self.http.get("/accounts/login/").raise_for_status()
        told = {"login": badge, "password": DEMO_PASSWORD, "csrfmiddlewaretoken": self.http.cookies["csrftoken"]}
        answer = self.http.post("/accounts/login/", data=told, headers={"Referer": url})
        if answer.status_code != 302:
            raise httpx.HTTPError(f"{badge} could not sign in: {answer.status_code}")
        self.headers = {"X-CSRFToken": self.http.cookies["csrftoken"], "Referer": url}

    def get(self, path: str) -> Any:
        """What stands there; fails unless it is there."""
        answer = self.http.get(f"/api{path}")
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, key: str = "", **more: Any) -> httpx.Response:
        """Act; ``key``: the idempotency key."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.http.post(f"/api{path}", headers=headers, **more)
