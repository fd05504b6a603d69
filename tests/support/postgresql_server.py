"""A PostgreSQL server of the tests' own: on loopback, in a temporary folder, gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import URL, create_engine, text

INSTALL = "PostgreSQL's server is not installed here: `apt-get install postgresql`."
USER, PASSWORD = "grader", "s3cret@word"
NAMES = (f"course_{number}" for number in count())
# A server for moments: nothing needs to survive a power cut.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=16MB",
    "listen_addresses=127.0.0.1",
)


class Server:
    """A running server; `new_database` returns the URL of a database, empty or a copy."""

    def __init__(self, port):
        self.port = port

    def url(self, database, password=PASSWORD):
        return URL.create(
            "postgresql+psycopg", USER, password, "127.0.0.1", self.port, database
        ).render_as_string(hide_password=False)

    def new_database(self, template="template1"):
        name = next(NAMES)
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()
        return self.url(name)


def programs():
    """Return the folder of the server's programs, the newest; None if it is not installed."""
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3].split(".")[0]),
    )
    found = str(places[-1]) if places else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running():
    """Start a server, yield it, stop it. PostgreSQL refuses to run as root: then as another."""
    bin = programs()
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))  # one that this other user can reach
    as_user = {}
    if os.geteuid() == 0:
        user = "postgres"  # made by Debian's package
        shutil.chown(folder, user, user)
        as_user = {"user": user, "group": user, "extra_groups": []}
    data, secret = folder / "data", folder / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    try:
        subprocess.run(
            [bin / "initdb", "-D", data, "-U", USER, f"--pwfile={secret}", "--no-sync",
             "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True, capture_output=True, cwd=folder, **as_user,
        )  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = [f"--{setting}" for setting in SETTINGS]
        with open(folder / "log", "w") as log:
            server = subprocess.Popen(
                [bin / "postgres", "-D", data, "-p", str(port), "-k", folder, *settings],
                stdout=log, stderr=log, cwd=folder, **as_user,
            )  # fmt: skip
        try:
            wait_until_ready(server, bin, port, folder)
            yield Server(port)
        finally:
            server.send_signal(signal.SIGINT)  # stop now, whoever is still connected
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder)


def wait_until_ready(server, bin, port, folder):
    for _ in range(300):
        ready = [bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(ready, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{(folder / 'log').read_text()}")
