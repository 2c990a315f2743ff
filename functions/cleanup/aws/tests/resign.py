"""Recomputes signatures with botocore's own signer: requests as JSON on standard input, `Authorization` values out.

A request is {method, url, headers, body (hex), service, region}; only the headers that the sender signed are given.
"""

import hashlib
import json
import sys

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def authorization(given: dict, key: str, secret: str) -> str:
    headers = {name.lower(): value for name, value in given["headers"].items()}
    body = bytes.fromhex(given["body"])
    if "x-amz-content-sha256" in headers:
        assert headers["x-amz-content-sha256"] == hashlib.sha256(body).hexdigest(), "the body is not what is signed"
    request = AWSRequest(method=given["method"], url=given["url"], data=body, headers=headers)
    request.context["timestamp"] = headers["x-amz-date"]
    kind = S3SigV4Auth if given["service"] == "s3" else SigV4Auth
    signer = kind(Credentials(key, secret), given["service"], given["region"])
    to_sign = signer.string_to_sign(request, signer.canonical_request(request))
    signed = signer.signed_headers(signer.headers_to_sign(request))
    scope = signer.scope(request)
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={signed}, Signature={signer.signature(to_sign, request)}"


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump([authorization(one, asked["key"], asked["secret"]) for one in asked["requests"]], sys.stdout)
