"""A door before an emulated account: passes every request on and counts it by its method."""

import http.client
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Services that moto does not know: nothing is in them, for whoever asks.
NOT_EMULATED = {"apprunner": b'{"ServiceSummaryList":[]}', "globalaccelerator": b'{"Accelerators":[]}'}
# moto keeps these for ever in a state that AWS ends within minutes: who asks after them is told that they are gone.
NEVER_ENDING = re.compile(rb"<(ReplicationGroup|CacheCluster)>(?:(?!</\1>).)*?<(?:CacheClusterStatus|Status)>deleting</.*?</\1>", re.DOTALL)
ASKS_AFTER = (b"Action=DescribeReplicationGroups", b"Action=DescribeCacheClusters")
OF_ONE_LINK = {"connection", "content-length", "transfer-encoding", "keep-alive"}


class Door:
    def __init__(self, port: int) -> None:
        self.calls, self.counting = Counter(), threading.Lock()
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_: object) -> None:
                pass

            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with door.counting:
                    door.calls[self.command] += 1
                scope = self.headers.get("Authorization", "").partition("Credential=")[2].split("/")
                empty = NOT_EMULATED.get(scope[3]) if len(scope) > 4 else None
                if empty is not None:
                    self.answer(200, [("Content-Type", "application/x-amz-json-1.1")], empty)
                    return
                status, headers, told = door.passed_on(port, self.command, self.path, self.headers, body)
                if any(words in body for words in ASKS_AFTER):
                    told = NEVER_ENDING.sub(b"", told)
                self.answer(status, headers, told)

            def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
                self.send_response_only(status)
                kept = [pair for pair in headers if pair[0].lower() not in OF_ONE_LINK]
                for name, value in kept:
                    self.send_header(name, value)
                if "date" not in {name.lower() for name, _ in kept}:
                    self.send_header("Date", self.date_time_string())
                length = dict((name.lower(), value) for name, value in headers).get("content-length")
                self.send_header("Content-Length", length if self.command == "HEAD" and length else str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def passed_on(self, port: int, method: str, path: str, headers: http.client.HTTPMessage, body: bytes) -> tuple:
        """A connection each: moto's server closes them, and a request that changes something is never sent twice."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                if name.lower() not in OF_ONE_LINK - {"content-length"}:
                    connection.putheader(name, value)
            connection.endheaders(body or None)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
