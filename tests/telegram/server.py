"""The HTTP door of the server: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from tests.telegram.calls import Log, Logged
from tests.telegram.faults import Faults
from tests.telegram.methods import METHODS
from tests.telegram.refusals import Refused, bad_request
from tests.telegram.wire import JSON, Call, read_call
from tests.telegram.world import BOT_ID, World

TOKEN = f"{BOT_ID}:AAH-test_token-AAAAAAAAAAAAAAAAAAAAAA"
WELL_FORMED = re.compile(r"\d+:[A-Za-z0-9_-]+")
LARGEST_CALL = 60 * 1024 * 1024


class BotServer:
    """A Bot API server on a free port of this machine, for one bot.

    ``proxies`` maps the public origin of a webhook to the address behind its TLS proxy, as
    ``{"https://bot.example.org": "http://127.0.0.1:8443"}``.
    """

    def __init__(self, proxies: dict[str, str] | None = None) -> None:
        self.world = World(proxies)
        self.faults = Faults()
        self.log = Log()
        self.paths: list[str] = []
        self.revoked = False
        self._methods = {name.lower(): (name, method) for name, method in METHODS.items()}
        self._origin = ""
        application = web.Application(client_max_size=LARGEST_CALL)
        application.router.add_route("*", "/bot{token}/{method}", self._called)
        application.router.add_get("/file/bot{token}/{path:.+}", self._fetched)
        self._runner = web.AppRunner(
            application, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._origin = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        self.world.mail.stop()
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """What the token is appended to, for methods."""
        return f"{self._origin}/bot"

    @property
    def base_file_url(self) -> str:
        """What the token is appended to, for files."""
        return f"{self._origin}/file/bot"

    async def _called(self, request: web.Request) -> web.Response:
        self.paths.append(request.path)
        token, said_method = request.match_info["token"], request.match_info["method"]
        name, method = self._methods.get(said_method.lower(), (said_method, None))
        refusal = self._token_refusal(token)
        if refusal:
            return _refused(refusal)
        if method is None:
            await self.log.add(Logged(Call(name, {}), refused="Not Found"))
            return _refused(Refused(404, "Not Found"))
        call = await read_call(name, request)

        async def work() -> web.Response:
            made = await method(self.world, call)
            await self.log.add(Logged(call, made=_snapshot(made)))
            return web.json_response({"ok": True, "result": made})

        try:
            return await self.faults.meet(name, request, work)
        except Refused as refused:
            await self.log.add(Logged(call, refused=refused.description))
            return _refused(refused)

    def _token_refusal(self, token: str) -> Refused | None:
        if token == TOKEN and not self.revoked:
            return None
        if WELL_FORMED.fullmatch(token):
            return Refused(401, "Unauthorized")
        return Refused(404, "Not Found")

    async def _fetched(self, request: web.Request) -> web.Response:
        refusal = self._token_refusal(request.match_info["token"])
        upload = self.world.files.get(request.match_info["path"].removeprefix("documents/"))
        if refusal or upload is None:
            return _refused(refusal or bad_request("wrong file_id"))
        return web.Response(body=upload.content)


def _refused(refused: Refused) -> web.Response:
    body: JSON = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = dict(refused.parameters)
    return web.json_response(body, status=refused.code)


def _snapshot(made: Any) -> Any:  # noqa: ANN401 - whatever JSON a method answers
    return dict(made) if isinstance(made, dict) else made
