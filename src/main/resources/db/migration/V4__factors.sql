-- How people show who they are, beside the password; and how often somebody may try.

-- An authenticator app (RFC 6238). A row may have a secret that counts, one that waits for its confirmation, or both: who changes
-- to a new telephone keeps the old factor until the new one is confirmed.
create table totp (
    account_id uuid primary key references account (id) on delete cascade,
    secret     bytea,                     -- AES-256-GCM with a key derived from the master key, under the account's id; null: not enrolled
    last_step  bigint not null default 0, -- the time step of the last code that was accepted: that one and those before it are spent
    pending    bytea,                     -- as secret
    pending_at timestamptz,
    check ((pending is null) = (pending_at is null))
);

-- What is left of the codes for who has lost the app. One that is used is gone.
create table recovery_code (
    account_id uuid not null references account (id) on delete cascade,
    code_hash  bytea not null, -- SHA-256 of 80 random bits
    primary key (account_id, code_hash)
);

-- Failed and unfinished attempts, by account and by address. The keys are HMACs: what is typed as an address may be a password.
-- Unlogged, since it is written at each login: a crash of PostgreSQL (not a restart) empties it, and counting begins anew.
create unlogged table guess (
    key      bytea primary key,  -- its first byte is the kind, so that a statement that takes several takes them in one order
    failures integer not null default 0,
    pending  integer not null,   -- admitted, not yet judged; what a crashed server leaves here goes with the window
    run      integer not null default 0, -- failures since the last success, whatever the window
    ends_at  timestamptz not null,
    told     boolean not null default false -- whether the feed has been told that this is the limit
) with (fillfactor = 50);
create index guess_ends on guess (ends_at);

-- From where an account was logged into of late: HMACs of account and network. Strangers' failures do not count against these.
create table known_place (
    key     bytea primary key,
    seen_at timestamptz not null
);
create index known_place_seen on known_place (seen_at);

-- Whether a token was replaced by a re-authentication: then it has no successor to answer again, and opens nothing (ASVS 7.2.4).
alter table refresh_token add column superseded boolean not null default false;
