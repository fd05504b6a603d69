"""A web server on this machine that sends an archive well or badly, by the path asked for."""

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ArchiveServer(ThreadingHTTPServer):
    """Sends `archive`; `requests` lists (path, first byte asked for) of each request."""

    daemon_threads = True

    def __init__(self, archive):
        super().__init__(("127.0.0.1", 0), Handler)
        self.archive = archive
        self.requests = []
        self.sent = 0
        self.ended = threading.Event()

    def url(self, behaviour):
        return f"http://127.0.0.1:{self.server_port}/{behaviour}"


class Handler(BaseHTTPRequestHandler):
    """The path says what happens to the bytes that are left to send:

    right     all are sent
    norange   the whole archive is sent, whatever was asked for
    truncate  half of them are sent, then the connection is closed
    stall     half of them are sent, then nothing
    slow      they are sent a little at a time
    corrupt   a byte in the middle is another
    login     a web page is sent, as a network that wants a login does
    missing   404
    endless   the archive is sent again and again, without saying how long that is
    """

    def do_GET(self):
        behaviour = self.path.strip("/")
        asked = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        self.server.requests.append((behaviour, start))
        body = self.server.archive
        if behaviour == "missing":
            return self.send_error(404)
        if behaviour in ("login", "norange"):
            start = 0
        if behaviour == "login":
            body = b"<html>Please log in.</html>"
        if behaviour == "corrupt":
            middle = len(body) // 2
            body = body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]
        if start and start >= len(body):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        body = body[start:]
        if behaviour != "endless":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.send(behaviour, body)

    def send(self, behaviour, body):
        half = len(body) // 2
        if behaviour == "truncate":
            self.wfile.write(body[:half] if half > 1000 else body)
        elif behaviour == "stall":
            self.wfile.write(body[:half])
            self.server.ended.wait(60)
        elif behaviour == "slow":
            for at in range(0, len(body), 2000):
                self.wfile.write(body[at : at + 2000])
                if self.server.ended.wait(0.05):
                    return
        elif behaviour == "endless":
            while not self.server.ended.is_set():
                self.wfile.write(body)
                self.server.sent += len(body)
        else:
            self.wfile.write(body)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # the script stopped listening, as it should

    def log_message(self, *_):
        pass


@contextmanager
def serving(archive):
    """Serve `archive` for as long as the block runs; give the server."""
    server = ArchiveServer(archive)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
