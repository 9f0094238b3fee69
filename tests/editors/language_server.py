"""A client of yaml-language-server over its standard streams: just enough to ask what it says."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

Message = dict[str, Any]

SETTINGS = {
    "yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
}


CLIENT = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
            }
        },
        "hover": {"contentFormat": ["markdown"]},
    },
}
"""What an editor such as VS Code says that it can do."""


@contextmanager
def running(program: str, root: Path) -> Iterator["Server"]:
    """The server ``program``, with ``root`` as the folder that an editor has open."""
    with subprocess.Popen(
        [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as process:
        try:
            server = Server(process)
            server.begin(root)
            yield server
        finally:
            process.kill()


class Server:
    """A running server; whatever it asks for is answered on the way to what we wait for."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._numbers = count(1)
        self._published: dict[str, list[Message]] = {}

    def begin(self, root: Path) -> None:
        """Say who we are; before this it answers nothing."""
        folder = {"uri": root.as_uri(), "name": root.name}
        asked = {
            "processId": os.getpid(),
            "rootUri": root.as_uri(),
            "workspaceFolders": [folder],
            "capabilities": CLIENT,
        }
        self.ask("initialize", asked)
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, file: Path, text: str) -> list[Message]:
        """Open ``file`` with ``text`` in it; the diagnostics that are published about it."""
        uri = file.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        while uri not in self._published:
            self._take()
        return self._published.pop(uri)

    def ask(self, method: str, parameters: Message) -> Any:
        """Send a request; the answer to it."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def at(self, method: str, file: Path, line: int, column: int) -> Any:
        """Ask about a place in an open document; lines and columns count from 1."""
        position = {"line": line - 1, "character": column - 1}
        return self.ask(
            f"textDocument/{method}",
            {"textDocument": {"uri": file.as_uri()}, "position": position},
        )

    def _notify(self, method: str, parameters: Message) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> Message:
        """The next message; diagnostics are kept, and requests of the server answered."""
        stream = self._process.stdout
        assert stream
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: Message = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [SETTINGS.get(item.get("section", "")) for item in message["params"]["items"]]
