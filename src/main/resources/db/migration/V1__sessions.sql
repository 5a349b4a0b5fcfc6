-- Accounts, sessions, their refresh tokens, and the feed of what happened to them.
-- Secrets are never stored: password hashes (Argon2id), SHA-256 of session secrets and refresh tokens, signing keys encrypted.
-- Time is this database's clock throughout. Rows of a session carry its handle, so that the tables can be distributed by it.

create table account (
    id            uuid primary key,
    email         text not null,
    email_key     text not null unique, -- what two spellings of one address share
    name          text not null,
    password_hash text not null,        -- PHC string
    permissions   text[] not null default '{}',
    enabled       boolean not null default true,
    created_at    timestamptz not null default now()
);

create table session (
    handle             uuid primary key, -- UUIDv7: sorts by creation
    account_id         uuid not null references account (id),
    secret_hash        bytea not null,
    delivery           text not null check (delivery in ('cookie', 'tokens')),
    created_at         timestamptz not null,
    authenticated_at   timestamptz not null,
    last_seen_at       timestamptz not null,
    idle_ttl           integer not null check (idle_ttl > 0), -- seconds
    idle_expires_at    timestamptz not null,                  -- last_seen_at + idle_ttl, kept so that it can be indexed
    expires_at         timestamptz not null,
    address            inet,
    user_agent         text,
    device             text not null,
    permissions        text[] not null default '{}',
    attributes         jsonb not null default '{}',
    access_jti         uuid not null,
    access_issued_at   timestamptz not null,
    access_expires_at  timestamptz not null,
    refresh_family     uuid not null,
    refresh_generation integer not null default 1,
    refresh_expires_at timestamptz not null,
    refresh_reused     boolean not null default false,
    version            bigint not null default 1,
    ended_at           timestamptz,
    end_reason         text check (end_reason in ('logout', 'idle', 'expired', 'revoked', 'replaced', 'reuse', 'account', 'quota')),
    ended_by           text,
    end_note           text,
    check ((ended_at is null) = (end_reason is null))
);

create index session_account on session (account_id, handle);
create index session_created on session (created_at);
create index session_ended on session (ended_at) where ended_at is not null;
create index session_lapses on session (least(idle_expires_at, expires_at)) where ended_at is null;

-- What a session is at the moment of asking. A session whose time has passed has ended, whether or not anything has written so yet;
-- one whose account is disabled has ended as well. "Active" is written here and nowhere else: over_reason is null.
-- The time is the statement's, not the transaction's: who has waited for a row's lock judges by the time after the wait.
create view session_now as
select s.*,
       a.email,
       a.name,
       case
           when s.ended_at is not null then s.end_reason
           when not a.enabled then 'account'
           when statement_timestamp() >= s.expires_at and s.expires_at <= s.idle_expires_at then 'expired'
           when statement_timestamp() >= s.idle_expires_at then 'idle'
       end as over_reason,
       case
           when s.ended_at is not null then s.ended_at
           when not a.enabled then statement_timestamp()
           when statement_timestamp() >= least(s.idle_expires_at, s.expires_at) then least(s.idle_expires_at, s.expires_at)
       end as over_at
from session s
join account a on a.id = s.account_id;

-- Every refresh token that a family ever had, so that a reuse is recognised whenever it comes.
create table refresh_token (
    session_handle uuid not null references session (handle) on delete cascade,
    generation     integer not null,
    token_hash     bytea not null,
    issued_at      timestamptz not null,
    spent_at       timestamptz,
    verdict        text check (verdict in ('race', 'stale')), -- of its last reuse: within the grace window, or after it
    primary key (session_handle, generation),
    unique (session_handle, token_hash)
);

create table signing_key (
    kid         text primary key, -- RFC 7638 thumbprint
    public_jwk  text not null,
    private_key bytea not null,   -- PKCS #8 under AES-256-GCM with a key derived from the master key
    created_at  timestamptz not null default now()
);

-- What happened, written in the transaction that it describes. Readers take (xid, seq) in order, up to the oldest transaction that still
-- runs: what they have not seen lies always ahead of them, however late it commits.
create table event (
    xid            xid8 not null default pg_current_xact_id(),
    seq            bigint generated always as identity,
    at             timestamptz not null default clock_timestamp(),
    type           text not null,
    session_handle uuid,
    account_id     uuid,
    address        inet,
    detail         jsonb,
    primary key (xid, seq)
);

create index event_type on event (type, at);

-- Up to where events have been removed: who resumes from before it must resynchronise.
create table event_horizon (
    removed_through xid8 not null
);
insert into event_horizon values ('0'::xid8);

-- The servers over this database, each known to run until its lease ends.
create table node (
    name       text primary key,
    started_at timestamptz not null default now(),
    lease_ends timestamptz not null
);

create sequence fence;

-- Receipts, kept.
create table revocation (
    id            uuid primary key,
    at            timestamptz not null default now(),
    account_id    uuid not null references account (id),
    reason        text not null,
    matched       integer not null,
    ended         integer not null,
    already_ended integer not null,
    fence         bigint not null,
    receipt       text -- the JWS, as soon as it is signed
);
