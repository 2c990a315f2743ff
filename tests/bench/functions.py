"""The functions as Lambda starts them: the release binaries before a Runtime API on loopback."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import statistics
import subprocess
import time
import zlib

import measure
from report import Figure
from runtime import Function

SECRET = "a secret of the benches, 32 bytes and more"
OWNER = f"{1:032x}"
TODOS = 20
STARTS = 100
ROUNDS = 60
API = {"TABLE_NAME": "todo", "TOKEN_SECRET": SECRET, "AWS_ENDPOINT_URL": "http://RUNTIME"}
SCENARIO = "on = 2026-12-01\n[workload]\nrequests_per_month = 1_000_000\n"
WORDS = (
    "The release binaries before a Runtime API on loopback; time from before `exec` to the request for the first event, DynamoDB's client ready. "
    "A warm request is an HTTP API's event with a Bearer token: the CPU time of the whole process from one request for an event to the next, "
    "with the Runtime API's two HTTP exchanges in it. Without the store: the same router and event loop around a list in memory. "
    "Who gives the events answers at once, on the same processor; where that is this bench's Python (with DynamoDB), the function's caches are cold each time."
)
# What a zip holds beside its one packed file: two headers with the name, and the end.
ZIP_FRAME = 30 + 46 + 22 + 2 * len("bootstrap")


def token() -> str:
    """A token as the api gives one at sign-in (JWT, HS512)."""

    def encoded(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    now = int(time.time())
    claims = {"sub": OWNER, "iss": "sundown", "iat": now, "exp": now + 86_400}
    signed = encoded(b'{"alg":"HS512","typ":"JWT"}') + "." + encoded(json.dumps(claims).encode())
    return signed + "." + encoded(hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha512))


def event(method: str, path: str, body: str | None = None) -> bytes:
    """What an HTTP API sends to its function, with the headers that a browser's request has."""
    headers = {
        "accept": "*/*",
        "authorization": f"Bearer {token()}",
        "content-type": "application/json",
        "host": "abcdefghij.execute-api.ap-northeast-2.amazonaws.com",
        "origin": "https://todo.example.com",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "x-amzn-trace-id": "Root=1-691fd000-3f2b6c1d2e4a5b6c7d8e9f00",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
    }
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "Firefox"}
    around = {"accountId": "123456789012", "apiId": "abcdefghij", "http": http, "requestId": "JKJaXmPLvHcESHA=", "routeKey": "$default", "stage": "$default"}
    whole = {"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "", "headers": headers, "requestContext": around}
    return json.dumps(whole | {"isBase64Encoded": False} | ({} if body is None else {"body": body})).encode()


def table() -> bytes:
    """A list of todos as DynamoDB answers it."""
    items = [
        {
            "pk": {"S": f"U#{OWNER}"},
            "sk": {"S": f"T#{number:032x}"},
            "sequence": {"N": str(number)},
            "title": {"S": f"할 일 {number}: 실습 자원 지우기"},
            "done": {"BOOL": number % 3 == 0},
            "version": {"N": "1"},
        }
        for number in range(1, TODOS + 1)
    ]
    return json.dumps({"Items": items, "Count": TODOS, "ScannedCount": TODOS}).encode()


def checked(answered: dict) -> None:
    """A figure of a wrong answer would be worth nothing."""
    if answered["statusCode"] != 200 or len(json.loads(answered["body"])["data"]) != TODOS:
        raise RuntimeError(f"the api answered {answered}")


def start(name: str, program: pathlib.Path, variables: dict[str, str], limits: tuple[float, float, float]) -> list[Figure]:
    milliseconds, megabytes, zipped = limits
    asked = []
    for _ in range(STARTS):
        with Function([str(program)], variables) as function:
            asked.append(function)
    times = [function.milliseconds for function in asked]
    packed = len(zlib.compress(program.read_bytes(), 9)) + ZIP_FRAME
    return [
        Figure(f"`{name}`: exec to first `/next`, least of {STARTS}", min(times), "ms", milliseconds),
        Figure(f"`{name}`: exec to first `/next`, median", statistics.median(times), "ms"),
        Figure(f"`{name}`: CPU until then, least", min(function.cpu_milliseconds for function in asked), "ms"),
        Figure(f"`{name}`: resident at the first `/next`, most", max(function.megabytes for function in asked), "MB", megabytes),
        Figure(f"`{name}`: zip", packed / 1_000_000, "MB", zipped),
    ]


def on_one_processor() -> None:
    """As a function of less than 1,769 MB has it. On two, what is measured is how long a sleeping processor of a virtual machine takes to wake."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def microseconds(program: list[str], variables: dict[str, str], asked: bytes, times: int) -> tuple[dict, list[float]]:
    """The first answer, and in each round what one event took."""
    given = {"AWS_LAMBDA_FUNCTION_NAME": "bench", "AWS_LAMBDA_FUNCTION_VERSION": "1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256"}
    command = [str(measure.host()), str(ROUNDS), str(times), *program]
    told = subprocess.run(command, input=asked, env={**given, **variables}, stdout=subprocess.PIPE, check=True, preexec_fn=on_one_processor)
    answer, *rounds = told.stdout.decode().splitlines()
    return json.loads(answer), [float(each) for each in rounds]


def warm() -> list[Figure]:
    """One GET of 20 todos in the Lambda build, without a store and with DynamoDB's client."""
    asked = event("GET", "/todo")
    answered, alone = microseconds([str(measure.list_loop()), "lambda"], {"TOKEN_SECRET": SECRET}, asked, 200)
    checked(answered)
    with Function([str(measure.api())], API, table()) as function:
        checked(json.loads(function.answer(asked)))
        whole = function.microseconds_each(asked, rounds=20, times=200)
        held = function.megabytes_now()
    return [
        Figure("`api`: CPU of a warm GET of 20 todos, the list in memory, least", min(alone), "µs", 60),
        Figure("`api`: the same, median", statistics.median(alone), "µs"),
        Figure("`api`: the same with DynamoDB's client (loopback, no TLS), least", min(whole), "µs"),
        Figure("`api`: resident after four thousand requests", held, "MB"),
    ]


def quoted() -> list[Figure]:
    program = [str(measure.quote())]
    answered, taken = microseconds(program, {}, event("POST", "/", SCENARIO), 100)
    if answered["statusCode"] != 200:
        raise RuntimeError("quote gave no answer")
    _, refused = microseconds(program, {}, b"{}", 200)
    return [
        Figure("what the Runtime API's exchanges take alone (an event that `quote` refuses), least", min(refused), "µs"),
        Figure("`quote`: CPU of a warm comparison, least", min(taken), "µs"),
    ]


def figures() -> list[Figure]:
    return [
        *start("quote", measure.quote(), {}, (3, 8, 2)),
        *start("api", measure.api(), API, (10, 14, 5)),
        *warm(),
        *quoted(),
    ]
