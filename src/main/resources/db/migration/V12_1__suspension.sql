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
