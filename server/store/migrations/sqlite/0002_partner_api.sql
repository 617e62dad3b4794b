ALTER TABLE projects ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';

ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;

-- A session of scope "manage" is of no client.
CREATE TABLE new_sessions (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  scope TEXT NOT NULL CHECK (scope IN ('connect', 'manage')),
  secret_hash TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL,
  external_id TEXT,
  return_url TEXT,
  client TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CHECK ((scope = 'connect') = (external_id IS NOT NULL))
) STRICT;
INSERT INTO new_sessions
  SELECT id, project_id, mode, 'connect', secret_hash, origin, external_id, return_url, client, created_at, expires_at
  FROM sessions;
DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

ALTER TABLE invitations ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}';
ALTER TABLE invitations ADD COLUMN return_url TEXT;
ALTER TABLE invitations ADD COLUMN send_email INTEGER NOT NULL DEFAULT 0 CHECK (send_email IN (0, 1));
ALTER TABLE invitations ADD COLUMN next_reminder_at INTEGER;
-- When the client asked for a new link after the old one ran out.
ALTER TABLE invitations ADD COLUMN link_requested_at INTEGER;
-- For counting by day.
CREATE INDEX invitations_by_creation ON invitations (project_id, mode, created_at);
CREATE INDEX invitations_by_completion ON invitations (project_id, mode, completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX attempts_by_failure ON attempts (finished_at) WHERE status = 'failed';
-- Those that are open already are reminded of as new ones are by default: two days before their end.
UPDATE invitations SET next_reminder_at = expires_at - 2 * 86400000
  WHERE lapses_at IS NOT NULL AND expires_at - 2 * 86400000 > unixepoch() * 1000;
CREATE INDEX invitations_by_reminder ON invitations (next_reminder_at) WHERE next_reminder_at IS NOT NULL;
-- A number of ours is promised to one open invitation at a time.
CREATE UNIQUE INDEX invitations_by_number ON invitations (phone_number_id)
  WHERE phone_number_id IS NOT NULL AND lapses_at IS NOT NULL;

ALTER TABLE senders ADD COLUMN health TEXT NOT NULL DEFAULT 'connected'
  CHECK (health IN ('connected', 'in_review', 'disconnected'));
ALTER TABLE senders ADD COLUMN health_reason TEXT;
ALTER TABLE senders ADD COLUMN health_changed_at INTEGER;
CREATE INDEX senders_by_account ON senders (mode, waba_id) WHERE deleted_at IS NULL;

CREATE TABLE phone_numbers (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  phone_number TEXT NOT NULL,
  -- The provider's own id, by which it offers the number in its dialog.
  provider_number_id TEXT,
  name TEXT,
  country_code TEXT NOT NULL,
  type TEXT NOT NULL,
  capabilities TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'pending')),
  pricing TEXT NOT NULL,
  sender_id TEXT REFERENCES senders (id),
  next_renewal_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  released_at INTEGER
) STRICT;

CREATE UNIQUE INDEX phone_numbers_owned ON phone_numbers (mode, phone_number) WHERE released_at IS NULL;
CREATE UNIQUE INDEX phone_numbers_by_sender ON phone_numbers (sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX phone_numbers_by_project ON phone_numbers (project_id, mode, id);

-- Events are not only of invitations any more: senders receive messages, endpoints are switched off.
CREATE TABLE new_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL,
  -- What it is about: events of one subject are delivered in their order.
  subject TEXT NOT NULL,
  invitation_id TEXT REFERENCES invitations (id),
  sender_id TEXT REFERENCES senders (id),
  external_id TEXT,
  data TEXT NOT NULL,
  -- The outside world's name for what happened: what it tells twice is stored once.
  origin_id TEXT UNIQUE
) STRICT;
INSERT INTO new_events
  SELECT seq, id, type, occurred_at, project_id, mode, invitation_id, invitation_id,
    CASE type WHEN 'sender.deleted' THEN data ->> 'senderId' END, external_id, data, NULL
  FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
CREATE INDEX events_by_invitation ON events (invitation_id, seq) WHERE invitation_id IS NOT NULL;
CREATE INDEX events_by_client ON events (project_id, mode, external_id, seq) WHERE external_id IS NOT NULL;
CREATE INDEX events_by_project ON events (project_id, mode, seq);
CREATE INDEX events_by_type ON events (project_id, mode, type, occurred_at);

-- Who wants to know: one endpoint for each project and mode, and one for each sender.
CREATE TABLE endpoints (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  sender_id TEXT REFERENCES senders (id),
  url TEXT NOT NULL,
  event_types TEXT NOT NULL,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  signature_version TEXT NOT NULL CHECK (signature_version IN ('v1', 'v1+v2', 'v2')),
  sealed_secret TEXT NOT NULL,
  sealed_previous_secret TEXT,
  previous_secret_expires_at INTEGER,
  -- Since when every attempt has failed.
  failing_since INTEGER,
  disabled_reason TEXT CHECK (disabled_reason IN ('failing', 'gone')),
  disabled_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX endpoints_of_project ON endpoints (project_id, mode) WHERE sender_id IS NULL;
CREATE UNIQUE INDEX endpoints_of_sender ON endpoints (sender_id) WHERE sender_id IS NOT NULL;

-- Event × endpoint, written in the transaction of the event.
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  endpoint_id TEXT NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
  event_id TEXT NOT NULL REFERENCES events (id),
  event_seq INTEGER NOT NULL,
  subject TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  first_attempt_at INTEGER,
  last_attempt_at INTEGER,
  next_attempt_at INTEGER,
  -- What makes the next try: the schedule, or somebody who asked for it.
  trigger TEXT NOT NULL DEFAULT 'schedule' CHECK (trigger IN ('schedule', 'manual')),
  -- The receiver asked not to be tried before.
  hold_until INTEGER,
  locked_until INTEGER,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  UNIQUE (endpoint_id, event_id),
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
) STRICT;

CREATE INDEX deliveries_due ON deliveries (endpoint_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX deliveries_waiting ON deliveries (endpoint_id, subject, event_seq) WHERE status = 'pending';
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, id);
CREATE INDEX deliveries_failed ON deliveries (endpoint_id, id) WHERE status = 'failed';
CREATE INDEX deliveries_finished ON deliveries (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX deliveries_by_event ON deliveries (event_id);

CREATE TABLE delivery_attempts (
  delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  trigger TEXT NOT NULL CHECK (trigger IN ('schedule', 'manual')),
  outcome TEXT NOT NULL,
  status_code INTEGER,
  -- What went wrong, in words, or the beginning of the answer.
  detail TEXT,
  started_at INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE mails (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL,
  invitation_id TEXT NOT NULL REFERENCES invitations (id),
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'resend', 'reminder')),
  recipient TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  locked_until INTEGER,
  detail TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  CHECK ((status = 'queued') = (next_attempt_at IS NOT NULL))
) STRICT;

CREATE INDEX mails_due ON mails (next_attempt_at) WHERE status = 'queued';
CREATE INDEX mails_by_invitation ON mails (invitation_id, id);

-- A row of a file that was imported is not imported again, however often the file comes.
CREATE TABLE imported_rows (
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL,
  row_hash TEXT NOT NULL,
  invitation_id TEXT NOT NULL REFERENCES invitations (id),
  PRIMARY KEY (project_id, mode, row_hash)
) STRICT, WITHOUT ROWID;
