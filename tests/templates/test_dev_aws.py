"""`make dev-aws` from outside: the real binaries behind an emulated gateway, with their roles enforced, and nothing of it left afterwards.

Both chains go through the emulator, not through an event of ours: a finished todo → queue → notify → SNS, and an upload → S3's
notification → media → thumbnail.
"""

import json
import os
import pathlib
import signal
import struct
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib

import pytest
from conftest import ROOT, TEMPLATES, TOOLS, free_port, need

PASSWORD = "correct horse"


class Lab:
    """What the script printed, and somebody who uses it."""

    def __init__(self, process, said):
        self.process, self.site, self.api, self.aws_url = process, said["site"], said["API"], said["AWS"]
        self.home = None

    def send(self, method, url, body=None, headers=None):
        headers = dict(headers or {})
        parts = urllib.parse.urlsplit(url)
        if parts.hostname.endswith(".localhost"):
            # Not every resolver knows names under .localhost, so the name goes into the Host header.
            headers["host"], url = parts.netloc, url.replace(parts.netloc, f"127.0.0.1:{parts.port}")
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=30) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers

    def call(self, method, path, token, body=None):
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
        status, answer, _ = self.send(method, self.api + path, None if body is None else json.dumps(body).encode(), headers)
        return status, json.loads(answer)

    def signed_up(self, name):
        status, made = self.call("POST", "/auth/signup", None, {"username": name, "password": PASSWORD})
        assert status == 200 and made["username"] == name and made["token"] is None
        status, made = self.call("POST", "/auth/signin", None, {"username": name, "password": PASSWORD})
        assert status == 200, made
        return made["token"]

    def aws(self, *arguments):
        place = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "ap-northeast-2"}
        command = [need(TOOLS / "aws", "run tests/setup-env.sh tools"), *arguments, "--endpoint-url", self.aws_url, "--output", "json"]
        done = subprocess.run(
            [str(word) for word in command], env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **place},
            capture_output=True, text=True, timeout=60, check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")


def start(tmp_path_factory):
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path_factory.mktemp("home")), "TMPDIR": str(tmp_path_factory.mktemp("lab")),
        "DIST": os.environ.get("DIST", str(ROOT / "dist")), "PORT": str(free_port()), "SITE_PORT": str(free_port()), "USER": "kim",
    }
    need(pathlib.Path(environment["DIST"]) / "api.zip", "build the functions, or set DIST")
    process = subprocess.Popen(
        [TEMPLATES / "dev-aws.sh"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
    )
    said = {}
    for line in process.stdout:
        name, value = line.split()
        said[name] = value
        if name == "AWS":
            lab = Lab(process, said)
            lab.home = pathlib.Path(environment["TMPDIR"])
            return lab
    return pytest.fail(process.communicate(timeout=30)[1])


def theirs(folder):
    """Processes whose environment names the lab's folder."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes())
        except OSError:
            continue
    return found


def hear_ctrl_c():
    """A run in the background ignores Ctrl-C, its children inherit that, and a shell can't hear what it began by ignoring."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = start(tmp_path_factory)
    try:
        yield lab
    finally:
        if lab.process.poll() is None:
            lab.process.send_signal(signal.SIGINT)
            lab.process.communicate(timeout=30)


def until(told, found, seconds=20):
    """What `found` gives, as soon as it gives anything."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        if value := found():
            return value
        time.sleep(0.2)
    return pytest.fail(f"{told} did not come within {seconds} s")


def test_a_day_with_the_application(lab):
    token = lab.signed_up("kim")
    assert lab.call("GET", "/todo", None)[0] == 403
    assert lab.call("POST", "/todo", token, {"title": "laundry"})[0] == 200
    status, added = lab.call("POST", "/todo", token, {"title": "빨래 🧺"})
    assert [todo["title"] for todo in added["data"]] == ["laundry", "빨래 🧺"]
    first, second = added["data"]

    stranger = lab.signed_up("lee")
    assert lab.call("PUT", "/todo", stranger, {**first, "title": "mine", "done": True}) == (200, {"error": None, "data": []})
    lab.call("DELETE", "/todo", stranger, first)
    assert lab.call("POST", "/media", stranger, {"todo_id": first["id"], "content_type": "image/png", "size": 9})[0] == 404
    assert lab.call("GET", "/todo", token) == (200, added), "nobody else's id does anything"

    status, left = lab.call("DELETE", "/todo", token, second)
    assert (status, left["data"]) == (200, [first])


def test_a_finished_todo_is_one_message_of_the_topic(lab):
    (topic,) = lab.aws("sns", "list-topics")["Topics"]
    queue = lab.aws("sqs", "create-queue", "--queue-name", "listener")["QueueUrl"]
    arn = lab.aws("sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "QueueArn")["Attributes"]["QueueArn"]
    # As on AWS, a topic may send only where the queue lets it.
    let_in = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn,
              "Condition": {"ArnEquals": {"aws:SourceArn": topic["TopicArn"]}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [let_in]})
    lab.aws("sqs", "set-queue-attributes", "--queue-url", queue, "--attributes", json.dumps({"Policy": policy}))
    lab.aws("sns", "subscribe", "--topic-arn", topic["TopicArn"], "--protocol", "sqs", "--notification-endpoint", arn)

    token = lab.signed_up("park")
    _, added = lab.call("POST", "/todo", token, {"title": "send the letter"})
    (todo,) = added["data"]
    for _ in range(2):
        # Said twice, it is finished once.
        status, listed = lab.call("PUT", "/todo", token, {**todo, "done": True})
        assert (status, listed["data"][0]["done"]) == (200, True)

    def message():
        return (lab.aws("sqs", "receive-message", "--queue-url", queue, "--wait-time-seconds", "2") or {}).get("Messages")

    (came,) = until("the notice", message)
    assert "send the letter" in json.loads(came["Body"])["Message"]
    lab.aws("sqs", "delete-message", "--queue-url", queue, "--receipt-handle", came["ReceiptHandle"])
    assert message() is None, "one message for one finished todo"


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xd0\x30\x20" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_an_uploaded_picture_gets_its_thumbnail(lab):
    token = lab.signed_up("choi")
    _, added = lab.call("POST", "/todo", token, {"title": "look"})
    picture = png(400, 300)
    status, link = lab.call("POST", "/media", token, {"todo_id": added["data"][0]["id"], "content_type": "image/png", "size": len(picture)})
    assert status == 200, link
    address = urllib.parse.urlsplit(link["upload_url"])
    forged = link["upload_url"].replace(address.path, address.path.replace("uploads/", "thumbnails/"))
    for url, headers, data in [
        (forged, link["headers"], picture),
        (link["upload_url"], {"content-type": "text/html"}, picture),
        (link["upload_url"], link["headers"], picture + b"more"),
    ]:
        assert lab.send(link["method"], url, data, headers)[0] == 403, "a link is good for its name, type and size"
    assert lab.send(link["method"], link["upload_url"], picture, link["headers"])[0] == 200

    def thumbnail():
        todo = lab.call("GET", "/todo", token)[1]["data"][0]
        assert lab.send("GET", todo["picture_url"])[1] == picture
        status, data, _ = lab.send("GET", todo["thumbnail_url"])
        return data if status == 200 else None

    made = until("the thumbnail", thumbnail)
    assert made.startswith(b"\x89PNG") and struct.unpack(">II", made[16:24]) == (256, 192)

    todo = lab.call("GET", "/todo", token)[1]["data"][0]
    assert lab.call("DELETE", "/todo", token, {"id": todo["id"]})[0] == 200
    assert {lab.send("GET", todo[link])[0] for link in ("picture_url", "thumbnail_url")} == {404}, "the role may remove both"


def test_the_site_is_served_and_knows_its_api(lab):
    assert b"<title>" in lab.send("GET", lab.site)[1]
    assert lab.send("GET", f"{lab.site}/config.js")[1].decode() == f'export const API_BASE = "{lab.api}";\n'
    origin = f"http://localhost:{urllib.parse.urlsplit(lab.site).port}"
    asked = {"origin": origin, "access-control-request-method": "PUT", "access-control-request-headers": "content-type"}
    status, _, headers = lab.send("OPTIONS", f"{lab.api}/todo", None, asked)
    assert status < 300 and headers.get_all("access-control-allow-origin") == [origin]
    _, _, headers = lab.send("GET", f"{lab.api}/", None, {"origin": origin})
    assert headers.get_all("access-control-allow-origin") == [origin], "once: browsers take no second"
    # Pictures go to the bucket itself, which lets the origin in that the template names.
    asked["origin"] = "http://localhost:3000"
    (bucket,) = [made["Name"] for made in lab.aws("s3api", "list-buckets")["Buckets"] if made["Name"].startswith("dev-media-")]
    status, _, headers = lab.send("OPTIONS", f"{lab.aws_url}/{bucket}/uploads/a/b.png", None, asked)
    assert status == 200 and headers.get_all("access-control-allow-origin") == ["http://localhost:3000"]


def test_roles_are_enforced(lab):
    """Without the right to write its table the real function can't: 500, because no trying again would help, and nothing is written."""
    token = lab.signed_up("jung")
    (role,) = [role["RoleName"] for role in lab.aws("iam", "list-roles")["Roles"] if role["RoleName"].startswith("dev-ApiRole-")]
    policy = lab.aws("iam", "get-role-policy", "--role-name", role, "--policy-name", "api")["PolicyDocument"]
    narrow = json.loads(json.dumps(policy))
    narrow["Statement"][0]["Action"] = ["dynamodb:GetItem", "dynamodb:Query"]

    def put(document):
        lab.aws("iam", "put-role-policy", "--role-name", role, "--policy-name", "api", "--policy-document", json.dumps(document))

    put(narrow)
    try:
        status, answer = lab.call("POST", "/todo", token, {"title": "not allowed"})
        assert status == 500, answer
        assert lab.call("GET", "/todo", token) == (200, {"error": None, "data": []})
    finally:
        put(policy)
    assert lab.call("POST", "/todo", token, {"title": "allowed"})[0] == 200


def test_a_port_that_is_taken_is_said_and_nothing_is_started(lab):
    port = str(urllib.parse.urlsplit(lab.aws_url).port)
    environment = {"PATH": os.environ["PATH"], "PORT": port, "HOME": "/nonexistent"}
    done = subprocess.run([TEMPLATES / "dev-aws.sh"], env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2 and f"port {port} is taken" in done.stderr and done.stdout == ""


def test_ctrl_c_leaves_nothing(lab):
    """The last of the file: it ends the lab."""
    assert len(theirs(lab.home)) >= 3, "the emulator and the functions that it started are seen"
    lab.process.send_signal(signal.SIGINT)
    _, said = lab.process.communicate(timeout=30)
    assert lab.process.returncode == 0, said
    assert "nothing is left running" in said
    assert theirs(lab.home) == []
    assert list(lab.home.iterdir()) == []
