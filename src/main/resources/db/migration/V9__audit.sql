-- The audit: who changed or read what, in one chain. Each entry's mac is over the mac of the one before and over all of its own columns,
-- with a key that the database does not have; so what is changed, removed, put in or put elsewhere afterwards is found by whoever has the key.
-- The columns are what the mac is over, byte for byte: detail is text, not jsonb, so that it comes back as it was written.

create table audit_entry (
    seq          bigint primary key check (seq > 0), -- without gaps, in the order of the commits
    at           timestamptz not null,               -- never before that of the entry before
    actor_kind   text not null,                      -- account, client, system
    actor_id     text,
    actor_name   text not null,
    session      uuid,                               -- by which the actor asked
    address      text,
    request      text,                               -- its X-Request-Id
    action       text not null,
    subject_kind text not null,
    subject_id   text,
    detail       text not null check (detail::json is not null),
    key_id       text not null,
    mac          bytea not null,
    -- What words are looked for in. It follows from the rest, and is not what the mac is over.
    words        text not null generated always as (lower(
        actor_name || ' ' || action || ' ' || coalesce(subject_id, '') || ' ' || coalesce(address, '') || ' ' || detail)) stored
);
create index audit_entry_at on audit_entry (at, seq);
create index audit_entry_actor on audit_entry (actor_id, seq);
create index audit_entry_actor_name on audit_entry (lower(actor_name), seq);
create index audit_entry_action on audit_entry (action, seq);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, seq);

-- The newest entry. Whoever appends holds it, as the last lock of all, until the commit.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    seq      bigint not null,
    at       timestamptz not null,
    mac      bytea not null
);
insert into audit_head (seq, at, mac) values (0, now(), decode(repeat('00', 32), 'hex'));

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_is_append_only();
create trigger stays before delete or truncate on audit_head
    for each statement execute function audit_is_append_only();
create trigger only_forward before update on audit_head
    for each row when (new.seq <= old.seq) execute function audit_is_append_only();

-- For a role that is no superuser, which is what a server's should be: it would have to give itself these back first.
revoke update, delete, truncate, references, trigger on audit_entry from public, current_user;
revoke delete, truncate, references, trigger on audit_head from public, current_user;
