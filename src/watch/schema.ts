/** The migrations, in order. Released ones are never edited. */
export const schema: readonly string[] = [
  `
-- Remotes whose tags have been listed. Those that are there the first time are known, and not told of.
CREATE TABLE capidiff.remotes (
  url text PRIMARY KEY,
  listed_at timestamptz NOT NULL DEFAULT now()
);

-- Each tag of a release, once, however often and by whomever it is seen.
CREATE TABLE capidiff.releases (
  tag text PRIMARY KEY,
  version text NOT NULL,
  series text NOT NULL,
  stage text NOT NULL CHECK (stage IN ('alpha', 'beta', 'rc', 'final')),
  commit text NOT NULL,
  -- known: older than our watch; seen: to be compared; compared: to be told; told: every subscriber has a delivery.
  state text NOT NULL CHECK (state IN ('known', 'seen', 'compared', 'told')),
  seen_at timestamptz NOT NULL DEFAULT now(),
  compared_at timestamptz,
  told_at timestamptz
);
CREATE INDEX releases_compared ON capidiff.releases (compared_at) WHERE compared_at IS NOT NULL;

-- What a release was compared with, for each target. The diff itself is derived data, in the store.
CREATE TABLE capidiff.comparisons (
  tag text NOT NULL REFERENCES capidiff.releases ON DELETE CASCADE,
  from_tag text NOT NULL,
  abi text NOT NULL,
  platform text NOT NULL,
  -- Why with this one: previous-tag, last-final, previous-series.
  bases text[] NOT NULL,
  complete boolean,
  summary jsonb,
  -- Code of the table of errors, where there is no diff.
  failure text,
  PRIMARY KEY (tag, from_tag, abi, platform),
  CHECK ((summary IS NULL) = (failure IS NOT NULL))
);

-- GitHub's deliveries (X-GitHub-Delivery) that were taken; forgotten after a time.
CREATE TABLE capidiff.webhooks (
  delivery text PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhooks_received ON capidiff.webhooks (received_at);

-- Who may subscribe. The key itself is known to its owner alone.
CREATE TABLE capidiff.api_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner text NOT NULL,
  hash text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

CREATE TABLE capidiff.subscriptions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner text NOT NULL,
  url text NOT NULL,
  filters jsonb NOT NULL DEFAULT '{}',
  uses jsonb,
  -- Both in the clear, for messages are signed with them: unlike a key, a hash would not do.
  secret text NOT NULL,
  previous_secret text,
  previous_secret_until timestamptz,
  -- ended: the endpoint said 410.
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'ended')),
  -- Why it is paused or ended; null where its owner wanted that.
  state_reason text,
  -- The first attempt that failed after the last one that did not.
  failing_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX subscriptions_owner ON capidiff.subscriptions (owner, created_at);

-- A message to a subscriber; its id is the webhook-id of every attempt. One for each release, and tests, without a tag.
CREATE TABLE capidiff.deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  subscription uuid NOT NULL REFERENCES capidiff.subscriptions ON DELETE CASCADE,
  tag text REFERENCES capidiff.releases,
  -- The very bytes that are signed and sent.
  payload text NOT NULL,
  -- held: made while the subscription was paused, to be sent when it no longer is.
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'held', 'delivered', 'failed')),
  attempts int NOT NULL DEFAULT 0,
  -- What decides when the next attempt is, and when there is none.
  trying_since timestamptz NOT NULL DEFAULT now(),
  next_attempt_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  UNIQUE (subscription, tag)
);
CREATE INDEX deliveries_subscription ON capidiff.deliveries (subscription, created_at);

CREATE TABLE capidiff.attempts (
  delivery uuid NOT NULL REFERENCES capidiff.deliveries ON DELETE CASCADE,
  number int NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  duration_ms int NOT NULL,
  -- Of the answer; null where there was none, and then why.
  status int,
  error text,
  PRIMARY KEY (delivery, number)
);
`,
  `
-- Written again and again, to see whether it can be.
CREATE TABLE capidiff.probe (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  at timestamptz NOT NULL
);
`,
  `
-- Work that waits or is under way; what is done is deleted.
CREATE TABLE capidiff.jobs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  data jsonb NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now(),
  failures int NOT NULL DEFAULT 0,
  -- When it is to be begun; of one under way, when it is to be begun again if nothing is heard of it.
  due_at timestamptz NOT NULL DEFAULT now(),
  -- Of the process that has it, this time.
  run uuid
);
CREATE INDEX jobs_due ON capidiff.jobs (name, due_at);

-- Deliveries are their own queue: whoever sends one has it until then.
ALTER TABLE capidiff.deliveries ADD COLUMN leased_until timestamptz;
CREATE INDEX deliveries_due ON capidiff.deliveries (next_attempt_at) WHERE state = 'pending';
ALTER TABLE capidiff.subscriptions ADD COLUMN host text NOT NULL
  GENERATED ALWAYS AS (coalesce(substring(url FROM '^https?://(\\[[^]]*\\]|[^:/?#]*)'), url)) STORED;

-- Older versions had jobs in pg-boss's tables. What waits there is kept; those that still run fail from now on, and
-- send none that nobody would find.
DO $$ BEGIN
  IF to_regclass('capidiff_jobs.job') IS NOT NULL THEN
    INSERT INTO capidiff.jobs (name, data, sent_at, failures)
      SELECT name, data, created_on, retry_count FROM capidiff_jobs.job
      WHERE name IN ('look', 'release', 'tell') AND state::text IN ('created', 'retry', 'active');
    DROP SCHEMA capidiff_jobs CASCADE;
  END IF;
END $$;
`,
  `
-- Older versions stored an empty object there.
UPDATE capidiff.subscriptions SET uses = uses - 'sources' WHERE uses IS NOT NULL;
`,
];
