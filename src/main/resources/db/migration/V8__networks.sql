-- What a session is used with and from where, and whether that was new.

alter table session
    add column browser         text, -- without a version, as os
    add column os              text,
    add column device_type     text not null default 'other'
        check (device_type in ('desktop', 'mobile', 'tablet', 'tv', 'robot', 'app', 'other')),
    add column network         text,                      -- the name that the policy gives to the address's network
    add column network_version bigint not null default 0, -- of the policy that the name is from
    add column country         text,                      -- ISO 3166-1 alpha-2
    add column asn             bigint,
    add column as_name         text,
    add column new_device      boolean not null default false, -- the account had not been used with this browser and system of late
    add column new_network     boolean not null default false; -- nor from this network

-- Live sessions by the policy that their network's name is from: finding those that are to be named anew costs nothing when there are none.
create index session_network_version on session (network_version) where ended_at is null;

-- Since which version of the policy the networks are named as they are. Live sessions whose name is from an older one are named anew.
alter table policy
    add column networks_version bigint not null default 0,
    add check (networks_version <= version);

-- The first login has nothing to be compared with, so nothing about it is new. Null: none yet, or none since this column is here.
alter table account add column first_login_at timestamptz;

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
