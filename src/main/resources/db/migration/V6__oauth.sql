-- Signing keys that are rotated with overlap, services that log in as themselves (OAuth clients), and what is known of each refresh token.

-- A key is published, then signs, then is retired; which of these it is follows from its times and the clock. Of the retired the private half is erased.
alter table signing_key
    alter column private_key drop not null,
    add column signs_from      timestamptz,
    add column retired_at      timestamptz, -- when its successor took over
    add column published_until timestamptz, -- of a retired one: when the last token that it signed has expired
    add column compromised_at  timestamptz; -- since then nothing that it signed counts
update signing_key set signs_from = created_at;
alter table signing_key alter column signs_from set not null;

create table oauth_client (
    id                  uuid primary key,
    name                text not null,
    secret_hash         bytea not null,
    former_secret_hash  bytea,       -- good until:
    former_secret_until timestamptz,
    permissions         text[] not null default '{}',
    may_introspect      boolean not null default false,
    enabled             boolean not null default true,
    token_epoch         integer not null default 0, -- its tokens carry it: when it moves on, they are worth nothing
    created_at          timestamptz not null default now(),
    last_token_at       timestamptz, -- written once a minute at most
    check ((former_secret_hash is null) = (former_secret_until is null))
);
create unique index oauth_client_name on oauth_client (lower(name));

-- Tokens of clients that were revoked before their time. Those of sessions end with their session.
create table revoked_token (
    jti        uuid primary key,
    client_id  uuid not null references oauth_client (id) on delete cascade,
    expires_at timestamptz not null
);
create index revoked_token_expires on revoked_token (expires_at);

alter table refresh_token
    add column access_jti uuid, -- of the access token that was bound together with it
    add column reuses     integer not null default 0,
    add column reused_at  timestamptz;

-- Services revoke as well: an account, or a client (which may be gone by now), did it.
alter table revocation
    alter column account_id drop not null,
    add column client_id uuid,
    add check ((account_id is null) <> (client_id is null));
