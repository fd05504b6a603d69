"""A gradebook's database, SQLite or PostgreSQL: its address, a connection, one writer at a time.

Whatever goes wrong becomes a DatabaseFailed that says what, where and what to do next. No message
holds the password.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import filelock
from sqlalchemy import URL, Engine, NullPool, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

WAIT_SECONDS = 120  # for another writer, before giving up
CONNECT_SECONDS = 10
ADVISORY_LOCK = 0x6175746F67726164  # "autograd" in ASCII; any number that no other program takes
DRIVERS = ("sqlite", "postgresql", "postgresql+psycopg", "postgresql+psycopg2")
EXAMPLE = "postgresql+psycopg://USER@HOST:5432/DATABASE"

# What a driver's message says, and what to do about it. The first that fits counts.
NEXT_STEPS = (
    (("locked", "lock timeout"), "Another program is writing to it. Try again when it is done."),
    (("password", "authentication"), "Check the user and the password. In the URL, @ : / and % of "
     "a password are written %40 %3A %2F %25; PGPASSWORD or ~/.pgpass keep it out of the URL."),
    (("permission denied", "readonly", "read-only"), "Ask for the right to write to it."),
    (('role "',), "Check the user, or make it: createuser USER."),
    (('database "',), "Check its name, or make it: createdb DATABASE."),
    (("unable to open",), "Make its folder, or write the path of one that is there."),
    (("not a database",), "Write the path of a gradebook, or of a file that is not there yet."),
    (("is full", "no space"), "Make room on the disk, and write the marks again."),
)  # fmt: skip
ELSE = "Check that the server runs and can be reached under this address and port."


class BadUrl(ValueError):
    """A URL that names no database this kit writes to."""


class DatabaseFailed(OSError):
    """The database could not be used; the message says why and what to do next."""


def parse_url(text: str) -> URL:
    """Return a database's URL. Raises BadUrl, whose message never quotes it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise BadUrl(f"This is not a database URL. Expected {EXAMPLE} or sqlite:///FILE.") from None
    if url.drivername not in DRIVERS:
        raise BadUrl(
            f"Marks are written to SQLite and PostgreSQL, not to {url.drivername}. "
            f"Expected {EXAMPLE} or sqlite:///FILE."
        )
    place = url.database or ""
    if url.drivername == "sqlite":
        if not place or place == ":memory:" or place.startswith("file:"):
            raise BadUrl("This SQLite URL names no file. Expected sqlite:///FILE.")
    elif "@" in place or "@" in (url.host or ""):
        raise BadUrl(
            "The password in this database URL holds @, : or /. Write them as %40, %3A and %2F."
        )
    return url


def shown(url: URL) -> str:
    """Return a URL for people: without the password and the options, which may hold one."""
    return URL.create(
        url.drivername, url.username, None, url.host, url.port, url.database
    ).render_as_string()


@contextmanager
def connected(url: URL) -> Iterator[Engine]:
    """Connect to a database, and let it be written by this program alone.

    Other programs of this kit wait; nbgrader's own write between our transactions. Raises
    DatabaseFailed for what happens on the way and inside the block.
    """
    try:
        engine = _engine(url)
    except ImportError as error:
        raise DatabaseFailed(
            f"{shown(url)}: the driver is missing ({error}). "
            f"Install it: pip install 'psycopg[binary]', and write the URL as {EXAMPLE}."
        ) from error
    try:
        with engine.begin():
            pass  # what is wrong with the connection shows here
        with _only_writer(engine):
            yield engine
    except filelock.Timeout as error:
        raise DatabaseFailed(
            f"{shown(url)}: another program has been writing marks for {WAIT_SECONDS:g} seconds. "
            "Try again when it is done."
        ) from error
    except DBAPIError as error:
        raise DatabaseFailed(f"{shown(url)}: {_explain(error, url)}") from error
    finally:
        engine.dispose()


def patient(url: URL) -> URL:
    """Return a URL whose connections wait for other writers, and for a server, no longer than ours.

    SQLite's own wait is 5 seconds, PostgreSQL's without end.
    """
    if url.drivername == "sqlite":
        return url.update_query_dict({"timeout": f"{WAIT_SECONDS:g}"})
    options = f"{url.query.get('options', '')} -c lock_timeout={1000 * WAIT_SECONDS:.0f}"
    limits = {"connect_timeout": f"{CONNECT_SECONDS}", **url.query, "options": options.strip()}
    return url.set(query=limits)


def _engine(url: URL) -> Engine:
    engine = create_engine(patient(url), poolclass=NullPool)
    if url.drivername == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_to_write)
    return engine


def _leave_transactions_to_us(connection: Any, record: Any) -> None:
    connection.isolation_level = None


def _begin_to_write(connection: Any) -> None:
    """Take SQLite's lock at once: who reads first and then writes is refused without a wait."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _only_writer(engine: Engine) -> Iterator[None]:
    """Hold the lock of the gradebook's writers; it is gone when this process is."""
    if engine.dialect.name == "sqlite":
        with filelock.FileLock(f"{engine.url.database}.lock", timeout=WAIT_SECONDS):
            yield
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(select(func.pg_advisory_lock(ADVISORY_LOCK)))
            yield


def _explain(error: DBAPIError, url: URL) -> str:
    """Return what the driver says and what to do about it, in one line without the password."""
    words = " ".join(str(error.orig).split()).rstrip(".?")
    if url.password:
        words = words.replace(str(url.password), "***")
    for signs, step in NEXT_STEPS:
        if any(sign in words.lower() for sign in signs):
            return f"{words}. {step}"
    return f"{words}. {ELSE}"
