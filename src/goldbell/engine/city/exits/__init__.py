"""How money leaves the accounts that police can see (出口): one module each, with a ``WAY``. Shares: docs/city.md."""
