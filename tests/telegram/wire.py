"""What a call says: its parameters, however they were sent, read with types."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.telegram.refusals import bad_request

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: ``said`` holds its parameters as sent, ``uploads`` its files."""

    method: str
    said: JSON
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a string parameter."""
        return str(self.said.get(name, default))

    def integer(self, name: str, default: int | None = None) -> int:
        """Return an integer parameter; refused when it is missing or no number."""
        if name not in self.said:
            if default is None:
                raise bad_request(f"{name} is empty")
            return default
        try:
            return int(self.said[name])
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """Return a boolean parameter; false when it is missing."""
        return str(self.said.get(name, "false")).lower() in ("true", "1", "yes")

    def array(self, name: str) -> list[Any]:
        """Return an array sent as JSON; empty when it is missing."""
        found = self._parsed(name, [])
        if not isinstance(found, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return found

    def mapping(self, name: str) -> JSON:
        """Return an object sent as JSON; empty when it is missing."""
        found = self._parsed(name, {})
        if not isinstance(found, dict):
            raise bad_request(f"can't parse {name}: expected an Object")
        return found

    def _parsed(self, name: str, default: list[Any] | JSON) -> object:
        said = self.said.get(name, default)
        if not isinstance(said, str):
            return said
        try:
            return json.loads(said)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_call(method: str, request: web.Request) -> Call:
    """Return the call in ``request``: query string, form, JSON or multipart."""
    said: JSON = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        said |= await request.json()
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            name = part.name or ""
            if part.filename is None:
                said[name] = await part.text()
            else:
                uploads[name] = Upload(part.filename, bytes(await part.read()))
    else:
        said |= dict(await request.post())
    return Call(method, said, uploads)
