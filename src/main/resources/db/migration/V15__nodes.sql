-- What each server says of itself with each renewal of its lease. A server of an older version says only that it runs: its row has nothing of this.
alter table node
    add column instance      uuid,             -- of the process: under the same name a restarted server is another one
    add column renewed_at    timestamptz,
    add column left_at       timestamptz,      -- it has signed off; who has not, and whose lease has run out, is lost
    add column version       text,
    add column address       text,
    add column feed_xid      xid8,             -- it has read the feed up to (feed_xid, feed_seq)
    add column feed_seq      bigint,
    add column feed_end      xid8,             -- when there was this to read
    add column feed_behind   double precision, -- seconds since it last had read all there was
    add column verifications double precision, -- a second, of late
    add column logins        double precision, -- the same
    add column pool_in_use   integer,
    add column pool_size     integer;
