-- Disabled accounts that may have sessions that have not ended: those that somebody disabled by hand. Where the API disables an account it ends the sessions and takes the
-- account from here in the same transaction. So whoever needs the exact number of sessions looks at these few, and not at every account that was ever disabled.
create table disabled_live (
    account_id uuid primary key references account on delete cascade
);

create function account_enabled_changes() returns trigger language plpgsql
    -- Whoever may disable an account by hand need not know of this table, nor where it lies.
    security definer set search_path from current
as $$
begin
    if new.enabled then
        delete from disabled_live where account_id = new.id;
    else
        insert into disabled_live values (new.id) on conflict do nothing;
    end if;
    return null;
end $$;

create trigger account_enabled_changes after update of enabled on account
    for each row when (old.enabled is distinct from new.enabled) execute function account_enabled_changes();

insert into disabled_live
select id from account where not enabled and exists (select from session s where s.account_id = account.id and s.ended_at is null);
