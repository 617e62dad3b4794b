CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  name TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  last_four TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  secret_hash TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL,
  external_id TEXT NOT NULL,
  return_url TEXT,
  client TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  status TEXT NOT NULL CHECK (status IN ('pending', 'in_progress', 'completed', 'failed', 'expired', 'cancelled')),
  client_name TEXT,
  client_email TEXT,
  client_phone TEXT,
  connection_type TEXT NOT NULL,
  allowed_phone_countries TEXT,
  phone_number_id TEXT,
  external_id TEXT,
  locale TEXT,
  link_version INTEGER NOT NULL,
  attempt_id TEXT,
  sender_id TEXT,
  connected_account TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  lapses_at INTEGER,
  viewed_at INTEGER,
  started_at INTEGER,
  completed_at INTEGER,
  failed_at INTEGER,
  failure_reason TEXT,
  CHECK ((status = 'completed') = (sender_id IS NOT NULL)),
  CHECK ((status IN ('pending', 'in_progress', 'failed')) = (lapses_at IS NOT NULL))
) STRICT;

CREATE INDEX invitations_by_project ON invitations (project_id, mode, id);
CREATE INDEX invitations_by_status ON invitations (project_id, mode, status, id);
CREATE INDEX invitations_by_client ON invitations (project_id, mode, external_id, id) WHERE external_id IS NOT NULL;
CREATE INDEX invitations_by_lapse ON invitations (lapses_at) WHERE lapses_at IS NOT NULL;

CREATE TABLE idempotency_keys (
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  invitation_id TEXT NOT NULL REFERENCES invitations (id),
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (project_id, mode, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

CREATE TABLE tickets (
  ticket_hash TEXT PRIMARY KEY,
  invitation_id TEXT NOT NULL REFERENCES invitations (id),
  return_url TEXT,
  locale TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tickets_by_expiry ON tickets (expires_at);

CREATE TABLE attempts (
  id TEXT PRIMARY KEY,
  invitation_id TEXT NOT NULL REFERENCES invitations (id),
  mode TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'replaced', 'cancelled')),
  step TEXT NOT NULL,
  failure_reason TEXT,
  failure_detail TEXT,
  state_hash TEXT NOT NULL UNIQUE,
  returned_at INTEGER,
  browser_hash TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  return_url TEXT,
  locale TEXT,
  sealed_business_token TEXT,
  sealed_pin TEXT,
  options TEXT,
  phone TEXT,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER,
  locked_until INTEGER,
  UNIQUE (invitation_id, number)
) STRICT;

-- One running attempt for each invitation, and one that succeeded: whatever is clicked, replayed or raced.
CREATE UNIQUE INDEX attempts_running ON attempts (invitation_id) WHERE status = 'running';
CREATE UNIQUE INDEX attempts_succeeded ON attempts (invitation_id) WHERE status = 'succeeded';
CREATE INDEX attempts_by_start ON attempts (started_at) WHERE status = 'running';

CREATE TABLE senders (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  -- One token never makes two senders.
  invitation_id TEXT NOT NULL UNIQUE REFERENCES invitations (id),
  name TEXT NOT NULL,
  phone_number TEXT NOT NULL,
  display_phone_number TEXT NOT NULL,
  waba_id TEXT NOT NULL,
  waba_phone_number_id TEXT NOT NULL,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  sealed_business_token TEXT NOT NULL,
  sealed_pin TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

-- A number is routed by at most one sender.
CREATE UNIQUE INDEX senders_by_phone ON senders (mode, waba_phone_number_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX senders_default ON senders (project_id, mode) WHERE is_default = 1 AND deleted_at IS NULL;
CREATE INDEX senders_by_project ON senders (project_id, mode, id);

-- `seq` is the order of commits; ids are for receivers.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL,
  invitation_id TEXT NOT NULL REFERENCES invitations (id),
  external_id TEXT,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_invitation ON events (invitation_id, seq);
CREATE INDEX events_by_client ON events (project_id, mode, external_id, seq) WHERE external_id IS NOT NULL;

-- One row, written to find out whether there is room on the disk for a large request.
CREATE TABLE write_probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  padding TEXT NOT NULL
) STRICT;
