//! The tables and statements that `SQLite` and PostgreSQL share: plain SQL that both take as it stands.
//!
//! Every statement on todos begins its key with the owner. In each statement the parameters first appear in their order,
//! which is how `SQLite` counts `$1`, `$2`.

pub(crate) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS users (name TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS lists (owner TEXT PRIMARY KEY, next BIGINT NOT NULL, todos BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS todos (owner TEXT NOT NULL, id TEXT NOT NULL, sequence BIGINT NOT NULL, title TEXT NOT NULL,
  done BOOLEAN NOT NULL, place BIGINT, picture TEXT, version BIGINT NOT NULL, PRIMARY KEY (owner, id), UNIQUE (owner, sequence));
CREATE TABLE IF NOT EXISTS outbox (owner TEXT NOT NULL, id TEXT NOT NULL, todo TEXT NOT NULL, title TEXT NOT NULL,
  at BIGINT NOT NULL, PRIMARY KEY (owner, id));
CREATE TABLE IF NOT EXISTS once (owner TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, todo TEXT NOT NULL,
  expires BIGINT NOT NULL, PRIMARY KEY (owner, key));
CREATE TABLE IF NOT EXISTS attempts (name TEXT PRIMARY KEY, count BIGINT NOT NULL, until BIGINT NOT NULL);
CREATE INDEX IF NOT EXISTS attempts_until ON attempts (until);
CREATE TABLE IF NOT EXISTS notices (id TEXT PRIMARY KEY, sent BOOLEAN NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX IF NOT EXISTS notices_expires ON notices (expires);
";

pub(crate) const ADD_USER: &str =
    "INSERT INTO users (name, id, password_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
pub(crate) const USER: &str = "SELECT id, password_hash FROM users WHERE name = $1";
pub(crate) const REPLACE_PASSWORD: &str =
    "UPDATE users SET password_hash = $1 WHERE name = $2 AND password_hash = $3";

pub(crate) const TODOS: &str =
    "SELECT id, sequence, title, done, place, picture, version FROM todos WHERE owner = $1 ORDER BY sequence";
pub(crate) const TODO: &str =
    "SELECT id, sequence, title, done, place, picture, version FROM todos WHERE owner = $1 AND id = $2";
pub(crate) const ADD_TODO: &str =
    "INSERT INTO todos (owner, id, sequence, title, done, place, picture, version)
  VALUES ($1, $2, $3, $4, $5, $6, NULL, 1) ON CONFLICT DO NOTHING";
pub(crate) const REPLACE_TODO: &str =
    "UPDATE todos SET title = $1, done = $2, place = $3, picture = $4, version = version + 1
  WHERE owner = $5 AND id = $6 AND version = $7";
pub(crate) const REMOVE_TODO: &str = "DELETE FROM todos WHERE owner = $1 AND id = $2";
pub(crate) const REMOVE_TODOS: &str = "DELETE FROM todos WHERE owner = $1";

/// Makes the owner's list if there is none.
pub(crate) const OPEN_LIST: &str =
    "INSERT INTO lists (owner, next, todos) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING";
/// An update that changes nothing, so that whoever comes second waits for whoever came first.
pub(crate) const LOCK_LIST: &str = "UPDATE lists SET next = next WHERE owner = $1 RETURNING next, todos";
pub(crate) const COUNT_ADDED: &str = "UPDATE lists SET next = next + 1, todos = todos + 1 WHERE owner = $1";
pub(crate) const COUNT_REMOVED: &str = "UPDATE lists SET todos = todos - $1 WHERE owner = $2";

pub(crate) const ADD_EVENT: &str =
    "INSERT INTO outbox (owner, id, todo, title, at) VALUES ($1, $2, $3, $4, $5)";
pub(crate) const EVENTS: &str =
    "SELECT id, todo, title, at FROM outbox WHERE owner = $1 ORDER BY at, id LIMIT $2";
pub(crate) const SETTLE: &str = "DELETE FROM outbox WHERE owner = $1 AND id = $2";

pub(crate) const DROP_OLD_ONCE: &str = "DELETE FROM once WHERE owner = $1 AND expires <= $2";
pub(crate) const ONCE: &str = "SELECT fingerprint, todo FROM once WHERE owner = $1 AND key = $2";
pub(crate) const ADD_ONCE: &str =
    "INSERT INTO once (owner, key, fingerprint, todo, expires) VALUES ($1, $2, $3, $4, $5)";

pub(crate) const DROP_OLD_ATTEMPTS: &str = "DELETE FROM attempts WHERE until <= $1";
pub(crate) const COUNT_ATTEMPT: &str = "INSERT INTO attempts (name, count, until) VALUES ($1, 1, $2)
  ON CONFLICT (name) DO UPDATE SET
    count = CASE WHEN attempts.until <= $3 THEN 1 ELSE attempts.count + 1 END,
    until = CASE WHEN attempts.until <= $3 THEN $2 ELSE attempts.until END
  RETURNING count, until";
pub(crate) const CLEAR_ATTEMPTS: &str = "DELETE FROM attempts WHERE name = $1";

pub(crate) const DROP_OLD_NOTICES: &str = "DELETE FROM notices WHERE expires <= $1";
pub(crate) const ADD_NOTICE: &str =
    "INSERT INTO notices (id, sent, expires) VALUES ($1, FALSE, $2) ON CONFLICT DO NOTHING";
pub(crate) const NOTICE: &str = "SELECT sent FROM notices WHERE id = $1";
pub(crate) const NOTICE_SENT: &str = "UPDATE notices SET sent = TRUE WHERE id = $1";
pub(crate) const FORGET_NOTICE: &str = "DELETE FROM notices WHERE id = $1";
