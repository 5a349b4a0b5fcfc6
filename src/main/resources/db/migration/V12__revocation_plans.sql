-- Revocations in steps: what is to be ended is found and shown first (a plan); then it is done, a chunk in each transaction, so that neither a
-- million sessions nor a crash stand in the way; then the receipt is signed. Each step is written down, so that any server can take the next.

alter table revocation rename column at to begun_at;
alter table revocation rename column ended to affected;
alter table revocation
    alter column begun_at drop not null,
    alter column begun_at drop default,
    alter column reason drop not null,
    alter column fence drop not null,
    add column state           text not null default 'done' check (state in ('planned', 'running', 'done')),
    add column action          text not null default 'end' check (action in ('end', 'suspend', 'release')),
    add column by_name         text,        -- as the receipt has it, whatever they are called later
    add column actor           text,        -- as the events have it
    add column session         uuid,        -- by which they asked, from where, and with which request: for the audit
    add column address         text,
    add column request         text,
    add column planned_at      timestamptz,
    add column plan            text unique, -- 128 random bits in base64url; null if the sessions were named with the order itself
    add column plan_expires_at timestamptz,
    add column query           text,        -- by which they were found; null if they were named
    add column named           integer,     -- those that matched, and handles that are no session's
    add column unchanged       integer not null default 0, -- to which there was nothing to do
    add column finished_at     timestamptz, -- when all chunks were found to be committed
    add column nodes           jsonb,       -- [{"node", "milliseconds"}], as the receipt has it
    add column digest          text,        -- SHA-256 of the handles: in order, each with a line feed
    add column worker          uuid,        -- who works on it, until:
    add column lease_ends      timestamptz,
    add column idempotency_key text,
    add column request_hash    bytea;

-- The receipts that there are. What a signed one says of the servers is taken out of its signature's claims; one that a crash has left
-- unsigned is signed by whichever server finds it.
update revocation set
    by_name = coalesce((select email from account where id = account_id), 'client ' || client_id),
    actor = coalesce((select email from account where id = account_id), client_id::text),
    planned_at = begun_at,
    named = matched,
    state = case when receipt is null then 'running' else 'done' end,
    lease_ends = case when receipt is null then begun_at end,
    finished_at = case when receipt is not null then begun_at end,
    nodes = (
        select convert_from(decode(rpad(claims, (length(claims) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb -> 'nodes'
        from (select translate(split_part(receipt, '.', 2), '-_', '+/') as claims) signed
        where receipt is not null);

alter table revocation
    alter column state drop default,
    alter column action drop default,
    alter column by_name set not null,
    alter column actor set not null,
    alter column planned_at set not null,
    alter column named set not null,
    add check (state = 'planned' or (begun_at is not null and reason is not null)),
    add check ((state = 'done') = (finished_at is not null) and (state = 'done') = (receipt is not null)),
    add check ((state = 'running') = (lease_ends is not null)),
    add check ((plan is null) = (plan_expires_at is null)),
    add check ((idempotency_key is null) = (request_hash is null));

create index revocation_begun on revocation (begun_at, id) where begun_at is not null;
create index revocation_running on revocation (lease_ends) where state = 'running';
create index revocation_planned on revocation (plan_expires_at) where state = 'planned';
create unique index revocation_idempotency on revocation (coalesce(account_id, client_id), idempotency_key)
    where idempotency_key is not null;

-- The sessions of a revocation, some thousand in each row: what one transaction does.
create table revocation_chunk (
    revocation uuid not null references revocation (id) on delete cascade,
    first      uuid not null,   -- the first of the handles
    handles    uuid[] not null, -- in order, over the chunks as well
    results    text,            -- a letter for each, in their order, as soon as it is done
    primary key (revocation, first),
    check (cardinality(handles) > 0 and first = handles[1]),
    check (length(results) = cardinality(handles))
);
