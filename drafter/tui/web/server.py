"""Serves the terminal UI on the loopback address, behind a token in the address that page, files and socket all need.

textual-serve starts one program for each page and passes bytes between it and the browser's terminal (xterm.js). Its own
page loads a font from the network and its log prints local variables: both are replaced here.
"""

from __future__ import annotations

import hmac
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from drafter import system_errors
from drafter.errors import MissingToolError, UsageError
from drafter.messages import catalogue

_ = catalogue("tui")

HOST = "127.0.0.1"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Scripts, fonts and the socket from here alone; xterm.js writes its styles inline.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data: blob:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

Handler = Callable[[Any], Awaitable[Any]]


def new_token() -> str:
    return secrets.token_urlsafe(24)


def listen(port: int) -> socket.socket:
    """A socket on the loopback address alone; port 0 takes any free one.

    Raises UsageError where the port is taken.
    """
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # on Windows the option would let two programs share the port
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((HOST, port))
    except OSError as error:
        held.close()
        raise UsageError(
            _(
                "port {port} cannot be used ({reason}); leave --port out to take a free one",
                port=port,
                reason=system_errors.reason(error),
            )
        ) from error
    held.listen(16)
    return held


def command_line(arguments: Sequence[str]) -> str:
    """The shell line that starts Drafter with these arguments, quoted for this system's shell."""
    words = [sys.executable, "-m", "drafter.cli.start", *arguments]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def let_in(path: str, host: str | None, origin: str | None, *, token: str, authority: str) -> bool:
    """Whether a request may pass: its path begins with the token, it names this very address (another name would be a
    page of the network pointed here), and where it comes from a page, from ours."""
    first = path.lstrip("/").partition("/")[0]
    right = hmac.compare_digest(first.encode("utf-8", "surrogateescape"), token.encode())
    return right and host == authority and origin in (None, f"http://{authority}")


def serve(
    arguments: Sequence[str], *, port: int, place: str, ready: Callable[[str], None], token: str | None = None
) -> None:
    """Serve until Ctrl+C. `place` says where the text is kept; `ready` gets the address once it can be opened.

    Raises MissingToolError without textual-serve, UsageError where the port is taken.
    """
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as error:
        raise MissingToolError(_("drafter serve needs an extra: pip install 'drafter[web]'")) from error
    token = token or new_token()
    held = listen(port)
    authority = f"{HOST}:{held.getsockname()[1]}"

    @web.middleware
    async def guard(request: Any, handler: Handler) -> Any:
        origin = request.headers.get("Origin")
        if not let_in(request.path, request.headers.get("Host"), origin, token=token, authority=authority):
            raise web.HTTPNotFound(text="404", headers=_HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update({**_HEADERS, "Content-Security-Policy": _POLICY.format(host=authority)})
        return response

    class OnePage(Server):  # type: ignore[misc]  # textual-serve is an extra without types here
        def initialize_logging(self) -> None:
            """Nothing is logged: the library's log would print what is typed."""

        async def on_startup(self, app: Any) -> None:
            ready(f"http://{authority}/{token}/")

        async def _make_app(self) -> Any:
            import aiohttp_jinja2
            import jinja2

            app = web.Application(middlewares=[guard])
            loader = jinja2.FileSystemLoader(self.templates_path)
            aiohttp_jinja2.setup(app, loader=loader, autoescape=True)
            here = Path(__file__).parent
            app.add_routes(
                [
                    web.get(f"/{token}/", self.handle_index, name="index"),
                    web.get(f"/{token}/ws", self.handle_websocket, name="websocket"),
                    web.static(f"/{token}/static", self.statics_path, name="static"),
                    web.static(f"/{token}/own", here / "own", name="own"),
                ]
            )
            app.on_startup.append(self.on_startup)
            app.on_shutdown.append(self.on_shutdown)
            return app

        async def handle_index(self, request: Any) -> Any:
            import aiohttp_jinja2

            root = f"/{token}"
            context = {
                "static": f"{root}/static",
                "own": f"{root}/own",
                "socket": f"ws://{authority}{root}/ws",
                "title": "Drafter",
                "where": _("Runs on this machine ({address}). What is typed goes to it alone and is kept in {place}.",
                           address=authority, place=place),
                "methods": _("Input methods work as in any page (on a telephone letters may come doubled). Ctrl+T, Ctrl+N and "
                             "Ctrl+W are the browser's: take those commands from Ctrl+P."),
                "opening": _("Opening …"),
                "ended": _("Drafter has ended here; what was typed is saved."),
                "again": _("Open again"),
            }  # fmt: skip
            return aiohttp_jinja2.render_template("page.html", request, context)

    server = OnePage(
        command_line(arguments),
        host=HOST,
        port=held.getsockname()[1],
        title="Drafter",
        templates_path=Path(__file__).parent,
    )
    _run(web, server, held)


def _run(web: Any, server: Any, held: socket.socket) -> None:
    import asyncio
    import contextlib

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    with contextlib.suppress(KeyboardInterrupt):
        web.run_app(server._make_app(), sock=held, loop=loop, print=None, access_log=None)
