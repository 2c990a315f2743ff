"""Where botocore's own rules send each service: asked as [[service, operation, region, bucket or null], ...] on standard
input, answered as [[url, signing region, signing name], ...]."""

import json
import sys

import botocore.session


def endpoint(session, service: str, operation: str, region: str, bucket: str | None) -> list:
    client = session.create_client(service, region_name=region, aws_access_key_id="a", aws_secret_access_key="b")
    model = client.meta.service_model.operation_model(operation)
    arguments = {"Bucket": bucket} if bucket else {}
    context = {"client_region": region, "client_config": client.meta.config}
    found = client._ruleset_resolver.construct_endpoint(model, arguments, context)
    schemes = [one for one in found.properties.get("authSchemes", []) if one["name"] == "sigv4"]
    scheme = schemes[0] if schemes else {}
    region = scheme.get("signingRegion", client.meta.region_name)
    return [found.url, region, scheme.get("signingName", client.meta.service_model.signing_name)]


if __name__ == "__main__":
    session = botocore.session.Session()
    json.dump([endpoint(session, *asked) for asked in json.load(sys.stdin)], sys.stdout)
