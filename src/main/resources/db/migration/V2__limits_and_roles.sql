-- A session carries all of its limits, so that what binds it to new tokens needs to ask nobody else; accounts have roles.

alter table session
    add column access_ttl     integer not null default 300 check (access_ttl > 0),     -- seconds, as all limits
    add column refresh_ttl    integer not null default 43200 check (refresh_ttl > 0),
    add column refresh_grace  integer not null default 10 check (refresh_grace >= 0),
    add column factors        text[] not null default '{pwd}', -- how the user showed who they are (amr, RFC 8176): pwd, otp
    add column policy_version bigint not null default 0;       -- of the policy that its limits are from

alter table session
    alter column access_ttl drop default,
    alter column refresh_ttl drop default,
    alter column refresh_grace drop default;

-- A role is a name for permissions.
create table role (
    name        text primary key,
    permissions text[] not null default '{}',
    version     bigint not null default 1
);
insert into role (name, permissions) values
    ('admin', '{accounts:write,audit:read,policy:write,sessions:read,sessions:revoke}'),
    ('auditor', '{audit:read,sessions:read}'),
    ('operator', '{sessions:read,sessions:revoke}');

-- permissions: what the account is granted by name. effective_permissions: these and those of its roles, what a login gives its session;
-- kept by whatever changes either, so that a login holds one row and reads no other.
alter table account
    add column roles                 text[] not null default '{}',
    add column effective_permissions text[] not null default '{}',
    add column version               bigint not null default 1,
    add column deleted_at            timestamptz, -- kept as long as its sessions are; nobody can log in
    add check (deleted_at is null or not enabled);
update account set effective_permissions = permissions;
-- The administrators of the first version, who had every permission there was.
update account set roles = '{admin}',
    effective_permissions = (select array_agg(distinct p order by p) from unnest(account.permissions || role.permissions) p)
from role
where role.name = 'admin' and account.permissions @> '{accounts:write,sessions:read,sessions:revoke}';
create index account_roles on account using gin (roles);

-- Who did it: an e-mail address, or an OAuth client's id.
alter table event add column actor text;

drop view session_now;
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
