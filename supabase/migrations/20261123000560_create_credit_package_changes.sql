-- What a package cost, and who made it so: whoever sets prices may also own a clinic that buys, and a package can be
-- deleted after it was sold. Purchases keep their own name, credits and price.

create table app.credit_package_changes (
  id bigint generated always as identity primary key,
  package_id uuid not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  before jsonb,
  after jsonb,
  constraint something_was_or_is check (before is not null or after is not null)
);
comment on table app.credit_package_changes is 'A few rows a year, so no index. One row for every package that was created (before is NULL), changed or deleted (after is NULL), whoever did it; never changed. Its place in the shop is not noted.';
comment on column app.credit_package_changes.package_id is 'Not a foreign key: the trace outlives the package.';
comment on column app.credit_package_changes.changed_by is 'NULL: no person, but an operator of the database. Not a foreign key: the trace outlives the account.';

alter table app.credit_package_changes enable row level security;
create policy select_nobody on app.credit_package_changes for select to authenticated using (false);

create function app.tg_whatsapp_credit_packages__note_change()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_before jsonb := to_jsonb(old) - '{updated_at,position}'::text[];
  v_after jsonb := to_jsonb(new) - '{updated_at,position}'::text[];
begin
  if v_before is distinct from v_after then
    insert into app.credit_package_changes (package_id, changed_by, before, after)
    values (coalesce(new.id, old.id), auth.uid(), v_before, v_after);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_packages__note_change() from public, anon, authenticated;
create trigger whatsapp_credit_packages_note_change after insert or update or delete on public.whatsapp_credit_packages
  for each row execute function app.tg_whatsapp_credit_packages__note_change();
