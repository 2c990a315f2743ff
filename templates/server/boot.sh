#!/bin/bash
# Runs once on each instance of ec2-elb.yaml, from the unpacked server.zip: writes the server's environment (secrets from SSM),
# then starts it under systemd, nginx in front of it, and the agent that ships its log.
set -euo pipefail
: "${AWS_DEFAULT_REGION:?}" "${SERVER_PORT:?}" "${LOG_GROUP:?}" "${DATABASE_ADDRESS:?}" "${DATABASE_PASSWORD_NAME:?}" "${TOKEN_SECRET_NAME:?}"
here=/opt/sundown

secret() { aws ssm get-parameter --with-decryption --name "$1" --query Parameter.Value --output text; }

useradd --system --no-create-home --shell /sbin/nologin sundown
install -d -m 0750 -o sundown /var/log/sundown
chmod 0755 "$here/api"

# RDS takes TLS only, with an authority of Amazon's own that no system knows.
curl --fail --silent --show-error --retry 5 --output "$here/rds.pem" \
    "https://truststore.pki.rds.amazonaws.com/$AWS_DEFAULT_REGION/$AWS_DEFAULT_REGION-bundle.pem"

# Secrets go from SSM into a file that only root reads; systemd hands them to the server.
database_password=$(secret "$DATABASE_PASSWORD_NAME")
token_secret=$(secret "$TOKEN_SECRET_NAME")
install -m 0600 /dev/null /etc/sundown.env
cat >/etc/sundown.env <<END
DATABASE_URL=postgres://todo:$database_password@$DATABASE_ADDRESS/todo
DATABASE_CA_FILE=$here/rds.pem
TOKEN_SECRET=$token_secret
TODO_CONTRACT=book
SITE_DIR=$here/site
END

install -m 0644 "$here/sundown.service" /etc/systemd/system/sundown.service
sed "s/SERVER_PORT/$SERVER_PORT/" "$here/nginx.conf" >/etc/nginx/conf.d/sundown.conf
sed "s#LOG_GROUP#$LOG_GROUP#" "$here/logs.json" >/opt/aws/amazon-cloudwatch-agent/etc/sundown.json

systemctl daemon-reload
systemctl enable --now sundown nginx
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s \
    -c file:/opt/aws/amazon-cloudwatch-agent/etc/sundown.json
