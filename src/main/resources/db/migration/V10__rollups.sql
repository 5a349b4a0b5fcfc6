-- Counts that follow the feed, so that nobody has to go through all sessions to say how many there are. They are those of the events up to one position, and written
-- in the transaction that moves it; whoever reads them adds what has happened since. They can be made anew from sessions and events at any time.

-- How far the counts are. One row, always there: whoever counts holds it.
create table rollup (
    only_row   boolean primary key default true check (only_row),
    format     integer not null default 0, -- what is counted, and how; if that is not as in the program, it is made anew
    stage      text not null default 'emptying' check (stage in ('emptying', 'walking', 'replaying', 'ready')),
    xid        xid8 not null default '0',  -- events are counted up to (xid, seq)
    seq        bigint not null default 0,
    walked     uuid not null default '00000000-0000-0000-0000-000000000000', -- while they are made: sessions are counted up to this one
    begins     timestamptz not null default '-infinity', -- minutes up to this one are not made anew: their events are gone
    sessions   bigint not null default 0,  -- that have not ended: the rows of session_counted
    ended      bigint not null default 0,  -- that have ended; of these, session_removed says how many are gone
    worker     text,                       -- the server that counts, until:
    lease_ends timestamptz not null default '-infinity'
);
insert into rollup default values;

-- How each session that has not ended is counted, to take it out again when it is something else.
create table session_counted (
    handle      uuid primary key,
    account_id  uuid not null,
    delivery    text not null,
    network     text,
    browser     text,
    os          text,
    permissions text[] not null
);

-- How many sessions that have not ended have which value.
create table facet (
    kind  text not null,
    value text not null,
    n     bigint not null,
    primary key (kind, value)
);
create index facet_top on facet (kind, n desc, value);

-- How many values there are of a kind that some session has.
create table facet_kind (
    kind text primary key,
    n    bigint not null
);

-- What happened in which minute.
create table minute (
    at             timestamptz primary key, -- its begin
    started        bigint not null,
    failed         bigint not null,
    refreshed      bigint not null,
    reused         bigint not null,
    ended          bigint not null,
    ended_logout   bigint not null,
    ended_idle     bigint not null,
    ended_expired  bigint not null,
    ended_revoked  bigint not null,
    ended_replaced bigint not null,
    ended_reuse    bigint not null,
    ended_account  bigint not null,
    ended_quota    bigint not null
);

-- How many sessions that had ended have been removed, ever.
create table session_removed (
    only_row boolean primary key default true check (only_row),
    n        bigint not null default 0
);
insert into session_removed default values;

-- Of what has ended nothing lapses any more: so that the statistics of the column say how few of the sessions are due, and not how many have ended.
update session set lapse_check_at = 'infinity' where ended_at is not null;
