-- What a package cost, and who made it so: whoever sets prices may also own a clinic that buys, and a package can be
-- deleted after it was sold. Purchases keep their own name, credits and price.

create table app.credit_package_changes (
  id bigint generated always as identity primary key,
  package_id uuid not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  before jsonb,
  after jsonb,
  note text,
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
    insert into app.credit_package_changes (package_id, changed_by, before, after, note)
    values (coalesce(new.id, old.id), auth.uid(), v_before, v_after, nullif(current_setting('zelo.package_note', true), ''));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_packages__note_change() from public, anon, authenticated;
create trigger whatsapp_credit_packages_note_change after insert or update or delete on public.whatsapp_credit_packages
  for each row execute function app.tg_whatsapp_credit_packages__note_change();

create function public.saas_list_package_changes(p_limit integer default 20)
returns table (
  id bigint, package_name text, price_before numeric, price_after numeric, changed_by text, changed_at timestamptz, note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.id, coalesce(x.after, x.before) ->> 'name', (x.before ->> 'price_brl')::numeric, (x.after ->> 'price_brl')::numeric,
      coalesce(nullif(p.full_name, ''), p.email), x.changed_at, x.note
    from app.credit_package_changes x left join public.profiles p on p.id = x.changed_by
    where (x.before ->> 'price_brl') is distinct from (x.after ->> 'price_brl')
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$$;
comment on function public.saas_list_package_changes(integer) is
  'Caller: SaaS administrators. The latest prices: of packages that were created (price_before is NULL), changed, or deleted (price_after is NULL), by whom and why. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_package_changes(integer) from public, anon, authenticated;
grant execute on function public.saas_list_package_changes(integer) to authenticated;
