"""`python -m simulator` as a program."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


def start(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "simulator", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"users": [{"name": "李华"}], "groups": [{"title": "组", "members": ["李华"]}]}))
    with start(
        "--port", "0", "--token", "5:demo", "--world", str(world), "--clock", str(tmp_path / "clock")
    ) as running:
        yield running
        if running.poll() is None:
            running.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serves_until_told_to_stop(program: subprocess.Popen[str], number: signal.Signals) -> None:
    assert program.stdout is not None
    address = program.stdout.readline().strip()
    with urllib.request.urlopen(f"{address}/control/state") as answer:
        state = json.load(answer)
    assert [u["name"] for u in state["users"]] == ["李华"]
    assert (state["bot"]["id"], state["limits"]["on"]) == (5, True)
    program.send_signal(number)
    assert program.wait(5) == 0
    assert program.stderr is not None
    assert program.stderr.read() == ""


def test_busy_port_says_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with start("--port", str(port)) as running:
            _, complaint = running.communicate(timeout=10)
    assert running.returncode == 2
    assert complaint == f"Port {port} is in use. Give another one (--port), or 0 for any free one.\n"
