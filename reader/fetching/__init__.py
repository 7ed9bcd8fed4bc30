"""What stands at addresses: `fetch` asks for one, `feed` reads what a site says is new."""

from reader.fetching.client import LARGEST, Fetched, Fetcher, Validators

__all__ = ["LARGEST", "Fetched", "Fetcher", "Validators"]
