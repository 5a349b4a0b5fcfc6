-- Exports of sessions: what was asked for and by whom, how far it has come, and the manifest of one that is whole. The sessions themselves are not kept.
create table session_export (
    id           uuid primary key,
    state        text not null check (state in ('running', 'complete', 'broken')),
    by_name      text not null, -- as the manifest has it, whatever they are called later
    query        text not null,
    states       text not null check (states in ('live', 'active', 'suspended', 'ended', 'all')),
    as_of        timestamptz,
    format       text not null check (format in ('jsonl', 'csv')),
    begun_at     timestamptz not null,
    alive_at     timestamptz not null, -- when a server last said that it is writing it
    count        bigint not null default 0,
    completed_at timestamptz,
    bytes        bigint,
    digest       text, -- SHA-256 of all bytes
    signature    text,
    check ((state = 'complete') = (signature is not null)),
    check ((signature is null) = (completed_at is null and bytes is null and digest is null))
);

create index session_export_begun on session_export (begun_at);
create index session_export_running on session_export (alive_at) where state = 'running';

-- What changed of some sessions since a time: an export of who was in then asks for each piece.
create index event_changed on event (session_handle, at) where type = 'session.changed';
