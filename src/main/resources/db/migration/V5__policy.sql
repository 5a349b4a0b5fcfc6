-- What the organisation has decided about its sessions. One row, always there: whoever changes the policy holds it.
create table policy (
    only_row   boolean primary key default true check (only_row),
    version    bigint not null default 0, -- 0: nobody has changed it, each server's own options hold
    document   jsonb,                     -- as it is on the wire
    changed_at timestamptz,
    changed_by text,
    applied    bigint not null default 0, -- live sessions whose limits are of an older version than this are being given the newest
    check ((version = 0) = (document is null) and (version = 0) = (changed_at is null) and (version = 0) = (changed_by is null)),
    check (applied <= version)
);
insert into policy default values;

-- Live sessions by the policy that their limits are from: so that finding those that are still to be changed, however late their logins
-- commit, costs nothing when there are none.
create index session_policy on session (policy_version) where ended_at is null;

-- Limits that an operator has shortened by hand for one session. No policy lengthens them again.
create table session_cap (
    session_handle uuid primary key references session (handle) on delete cascade,
    idle_ttl       integer check (idle_ttl > 0), -- seconds
    expires_at     timestamptz
);
