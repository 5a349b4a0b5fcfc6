-- A session can be denied for a while, and kept. Its limits are moved meanwhile, so that all that asks for them goes on as it is.

alter table session
    add column suspended_at           timestamptz,
    add column suspended_until        timestamptz,
    add column suspended_then         text check (suspended_then in ('end', 'release')),
    add column suspended_by           text,
    add column suspended_note         text,
    add column unsuspended_expires_at timestamptz, -- of one that is to end then: its absolute limit, which was brought forward to that
    add check ((suspended_at is null) = (suspended_until is null) and (suspended_at is null) = (suspended_then is null)),
    add check (unsuspended_expires_at is null or suspended_then = 'end');
create index session_suspended on session (suspended_until) where suspended_at is not null and ended_at is null;

-- over_reason is null of those that have not ended, whether they are active or suspended; they are suspended until suspended_until.
drop view session_now;
create view session_now as
select s.*,
       a.email,
       a.name,
       case
           when s.ended_at is not null then s.end_reason
           when not a.enabled then 'account'
           when statement_timestamp() >= s.expires_at and s.expires_at <= s.idle_expires_at then
               case when s.suspended_then = 'end' and s.suspended_until = s.expires_at then 'revoked' else 'expired' end
           when statement_timestamp() >= s.idle_expires_at then 'idle'
       end as over_reason,
       case
           when s.ended_at is not null then s.ended_at
           when not a.enabled then statement_timestamp()
           when statement_timestamp() >= least(s.idle_expires_at, s.expires_at) then least(s.idle_expires_at, s.expires_at)
       end as over_at
from session s
join account a on a.id = s.account_id;

-- What a revocation that suspends wants to say.
alter table revocation
    add column suspend_minutes integer check (suspend_minutes > 0),
    add column suspend_then    text check (suspend_then in ('end', 'release')),
    add check ((action = 'suspend') = (suspend_minutes is not null) and (suspend_minutes is null) = (suspend_then is null));

-- Who may not log in, for a while or until it is lifted ('infinity'). An account's lock is in its own row: a login holds that row, and judges by what it is then.
alter table account
    add column lock_id      uuid unique,
    add column locked_at    timestamptz,
    add column locked_until timestamptz,
    add column locked_by    text,
    add column lock_reason  text,
    add check (num_nulls(lock_id, locked_at, locked_until, locked_by, lock_reason) in (0, 5));


create table network_lock (
    lock_id      uuid primary key,
    network      cidr not null unique,
    locked_at    timestamptz not null,
    locked_until timestamptz not null,
    locked_by    text not null,
    lock_reason  text not null
);
create index network_lock_network on network_lock using gist (network inet_ops);

-- A revocation may lock as well: the accounts of a chunk's sessions with the chunk, networks with the first.
alter table revocation
    add column lock_accounts   boolean not null default false,
    add column lock_networks   text[] not null default '{}',
    add column lock_minutes    integer check (lock_minutes > 0), -- null: until it is lifted
    add column lock_beyond     text[] not null default '{}',     -- who holds one of these may do more than the operator, and is not locked
    add column locked_accounts integer not null default 0;
