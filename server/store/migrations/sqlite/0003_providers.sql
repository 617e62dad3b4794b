-- A sender is a WhatsApp number or a Facebook Page, and may be kept by Zavu's cloud.
CREATE TABLE new_senders (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  provider TEXT NOT NULL CHECK (provider IN ('meta', 'zavu')),
  channel TEXT NOT NULL CHECK (channel IN ('whatsapp', 'messenger')),
  -- One token never makes two senders.
  invitation_id TEXT NOT NULL UNIQUE REFERENCES invitations (id),
  name TEXT NOT NULL,
  phone_number TEXT,
  display_phone_number TEXT,
  waba_id TEXT,
  -- Meta's id of the number or of the Page.
  account_id TEXT NOT NULL,
  -- Who pressed the buttons in Meta's dialog, by Meta's id for our app: Meta may take their consent back.
  provider_user_id TEXT,
  is_coexistence INTEGER NOT NULL DEFAULT 0 CHECK (is_coexistence IN (0, 1)),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  sealed_business_token TEXT NOT NULL,
  sealed_pin TEXT,
  registration TEXT NOT NULL CHECK (registration IN ('registered', 'pending', 'none')),
  registration_detail TEXT,
  next_registration_at INTEGER,
  health TEXT NOT NULL CHECK (health IN ('connected', 'in_review', 'disconnected')),
  health_reason TEXT,
  health_changed_at INTEGER,
  -- What else Meta has told: quality, limits, the name's review.
  facts TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (provider = 'zavu' OR (channel = 'whatsapp') = (waba_id IS NOT NULL)),
  -- Pending with no next time: Meta's deadline is over.
  CHECK (next_registration_at IS NULL OR registration = 'pending')
) STRICT;
INSERT INTO new_senders
  SELECT id, project_id, mode, 'meta', 'whatsapp', invitation_id, name, phone_number, display_phone_number, waba_id,
    waba_phone_number_id, NULL, 0, is_default, sealed_business_token, sealed_pin, 'registered', NULL, NULL, health,
    health_reason, health_changed_at, '{}', created_at, updated_at, deleted_at
  FROM senders;
DROP TABLE senders;
ALTER TABLE new_senders RENAME TO senders;

-- A number or Page is routed by at most one sender.
CREATE UNIQUE INDEX senders_by_account ON senders (mode, channel, account_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX senders_default ON senders (project_id, mode) WHERE is_default = 1 AND deleted_at IS NULL;
-- By time: the ids of Zavu's say nothing about it.
CREATE INDEX senders_by_project ON senders (project_id, mode, created_at, id);
CREATE INDEX senders_by_waba ON senders (mode, waba_id) WHERE deleted_at IS NULL AND waba_id IS NOT NULL;
CREATE INDEX senders_by_phone ON senders (mode, phone_number) WHERE deleted_at IS NULL AND phone_number IS NOT NULL;
CREATE INDEX senders_by_user ON senders (mode, provider_user_id) WHERE provider_user_id IS NOT NULL;
CREATE INDEX senders_to_register ON senders (next_registration_at)
  WHERE deleted_at IS NULL AND next_registration_at IS NOT NULL;

ALTER TABLE attempts ADD COLUMN connection_type TEXT NOT NULL DEFAULT 'whatsapp_waba'
  CHECK (connection_type IN ('whatsapp_waba', 'messenger'));
ALTER TABLE attempts ADD COLUMN provider_user_id TEXT;
CREATE INDEX attempts_by_user ON attempts (mode, provider_user_id) WHERE provider_user_id IS NOT NULL;
-- An account that was claimed for a browser that vanished: no other is connected then.
ALTER TABLE attempts ADD COLUMN claimed_waba_id TEXT;
CREATE INDEX attempts_by_mode ON attempts (mode, started_at);
-- What the browser said it had shared: preferred when Meta confirms it, never believed.
ALTER TABLE attempts ADD COLUMN hints TEXT;
ALTER TABLE attempts ADD COLUMN pin_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN registration TEXT CHECK (registration IN ('registered', 'pending', 'none'));
-- Until now nothing came to the last step without it.
UPDATE attempts SET registration = 'registered' WHERE status = 'running' AND step = 'complete';
ALTER TABLE attempts ADD COLUMN registration_detail TEXT;
ALTER TABLE attempts ADD COLUMN next_registration_at INTEGER;
ALTER TABLE attempts RENAME COLUMN phone TO account;
UPDATE attempts SET account =
  json_set(account, '$.channel', 'whatsapp', '$.accountId', account ->> 'wabaPhoneNumberId', '$.isCoexistence', json('false'))
  WHERE account IS NOT NULL;
UPDATE attempts SET options = (
  SELECT json_group_array(json_set(value,
    '$.channel', 'whatsapp', '$.accountId', value ->> 'wabaPhoneNumberId', '$.isCoexistence', json('false')))
  FROM json_each(options))
  WHERE options IS NOT NULL;

-- Meta lets a number be registered ten times in 72 hours, then locks it: every call counts, of whichever attempt.
CREATE TABLE registration_calls (
  mode TEXT NOT NULL,
  account_id TEXT NOT NULL,
  called_at INTEGER NOT NULL
) STRICT;
CREATE INDEX registration_calls_by_number ON registration_calls (mode, account_id, called_at);
CREATE INDEX registration_calls_by_time ON registration_calls (called_at);

-- Accounts that Meta said were shared with us, or not any more. It says so without naming an invitation.
CREATE TABLE shared_accounts (
  mode TEXT NOT NULL,
  waba_id TEXT NOT NULL,
  business_id TEXT,
  shared_at INTEGER,
  removed_at INTEGER,
  -- When a signup whose browser vanished may be finished with it; none: never.
  claim_after INTEGER,
  PRIMARY KEY (mode, waba_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_accounts_by_time ON shared_accounts (mode, shared_at);
CREATE INDEX shared_accounts_by_business ON shared_accounts (mode, business_id);
CREATE INDEX shared_accounts_to_claim ON shared_accounts (claim_after) WHERE claim_after IS NOT NULL;

-- What Meta told of accounts, the latest of each: a sender that is made a moment later has it from here.
CREATE TABLE account_news (
  mode TEXT NOT NULL,
  waba_id TEXT NOT NULL,
  -- A number, or empty: the whole account.
  target TEXT NOT NULL,
  fact TEXT NOT NULL,
  value TEXT NOT NULL,
  detail TEXT,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (mode, waba_id, target, fact)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_news_by_time ON account_news (told_at);

-- Who asked Meta to have their data deleted here; the code is theirs to ask with.
CREATE TABLE data_deletions (
  code TEXT PRIMARY KEY,
  mode TEXT NOT NULL,
  -- None: it is done, and we do not remember for whom.
  provider_user_id TEXT,
  -- What came after this is not what they spoke of.
  issued_at INTEGER NOT NULL,
  requested_at INTEGER NOT NULL,
  finished_at INTEGER,
  senders INTEGER NOT NULL,
  locked_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX data_deletions_unfinished ON data_deletions (requested_at) WHERE finished_at IS NULL;

-- Of an invitation that Zavu's cloud keeps: its link, which is Zavu's.
ALTER TABLE invitations ADD COLUMN sealed_link TEXT;

CREATE TABLE remote_invitations (
  invitation_id TEXT PRIMARY KEY REFERENCES invitations (id),
  remote_id TEXT NOT NULL UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,
  -- When Zavu was last heard of, and when to ask if it stays silent; none: it is over there.
  heard_at INTEGER NOT NULL,
  next_poll_at INTEGER,
  polls INTEGER NOT NULL,
  locked_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_invitations_due ON remote_invitations (next_poll_at) WHERE next_poll_at IS NOT NULL;

-- Written before Zavu is asked for an invitation, gone with the invitation: what a crash or a lost answer leaves is found by it.
CREATE TABLE remote_intents (
  -- The id that the invitation is to have.
  invitation_id TEXT PRIMARY KEY,
  -- Of caller and body: a request that is repeated goes on with the same intent.
  request_hash TEXT NOT NULL,
  fields TEXT NOT NULL,
  remote_id TEXT UNIQUE,
  first_sent_at INTEGER NOT NULL,
  last_sent_at INTEGER NOT NULL,
  -- When nobody counts as coming back for it any more.
  abandoned_at INTEGER NOT NULL,
  locked_by TEXT,
  locked_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_intents_by_request ON remote_intents (request_hash);
CREATE INDEX remote_intents_abandoned ON remote_intents (abandoned_at);

-- What a provider gave us to keep, for example the secret of a webhook that we set up there.
CREATE TABLE provider_secrets (
  name TEXT PRIMARY KEY,
  sealed_value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE phone_numbers ADD COLUMN verification TEXT NOT NULL DEFAULT 'verified'
  CHECK (verification IN ('verified', 'unverified', 'code_sent', 'expired'));
ALTER TABLE phone_numbers ADD COLUMN verification_expires_at INTEGER;
-- When the provider is asked again what became of the number; none: it does not change by itself.
ALTER TABLE phone_numbers ADD COLUMN next_check_at INTEGER;
CREATE INDEX phone_numbers_to_check ON phone_numbers (mode, next_check_at)
  WHERE next_check_at IS NOT NULL AND released_at IS NULL;
