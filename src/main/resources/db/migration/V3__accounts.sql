-- What accounts and their live sessions may do follows from what is granted to them; accounts can be deleted.

-- What effective_permissions has to be: what is granted by name, and what the roles grant. In one order, so that two of them can be compared.
create view account_grant as
select a.id,
       array(
           select p
           from (select unnest(a.permissions) as p
                 union
                 select unnest(r.permissions) from role r where r.name = any (a.roles)) granted
           order by p collate "C"
       ) as permissions
from account a;
update account a set effective_permissions = g.permissions
from account_grant g
where g.id = a.id and a.effective_permissions <> g.permissions;

-- A deleted account gives its address back: the key is what a login finds it by. What it was called stays, for the lists of its ended sessions.
alter table account
    alter column email_key drop not null,
    add check ((email_key is null) = (deleted_at is not null));

create index account_name on account (name, id) where deleted_at is null;
create index account_deleted on account (deleted_at) where deleted_at is not null;
-- Few, and asked for whenever somebody loses it.
create index account_administrators on account (id) where enabled and effective_permissions @> '{accounts:write}';

-- A role that is deleted and made again must not have a version that somebody has seen before.
create sequence role_version start 2;
