-- Every night each balance is compared with its ledger. Results are kept; administrators of the service see the last one.

create table app.book_checks (
  id bigint generated always as identity primary key,
  checked_at timestamptz not null default now(),
  faults jsonb not null,
  constraint faults_is_a_list check (jsonb_typeof(faults) = 'array')
);
create index book_checks_newest on app.book_checks (checked_at desc);
comment on table app.book_checks is
  'One row a check: [{tenant_id, addon_type, fault balance|chain|hold}], empty when the books are in order; addon_type is null for WhatsApp credits. Kept a year.';

alter table app.book_checks enable row level security;
create policy select_nobody on app.book_checks for select to authenticated using (false);

-- One statement, so that all books are read as of one moment while credits move.
create function app.check_books()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_faults jsonb;
begin
  insert into app.book_checks (faults)
  select coalesce(jsonb_agg(to_jsonb(f) order by f.tenant_id, f.addon_type nulls first, f.fault), '[]')
  from (
    select c.tenant_id, null as addon_type, c.fault from app.credit_faults() c
    union
    select a.tenant_id, a.addon_type, a.fault from app.addon_faults() a
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
$$;
comment on function app.check_books() is 'Caller: process-jobs, every night. How many faults there are. Errors: none.';

-- A check that failed or was never made is known by its absence: one a day since it was scheduled, and half a day of
-- patience.
create function app.book_health()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('checked_at', b.checked_at, 'is_late', coalesce(b.checked_at, s.created_at) < now() - interval '36 hours',
    'faults', coalesce(jsonb_array_length(b.faults), 0))
  from app.scheduled_functions s
  left join (select * from app.book_checks order by checked_at desc, id desc limit 1) b on true
  where s.name = 'check-books';
$$;
comment on function app.book_health() is
  'Caller: health and monitoring. {checked_at, is_late, faults} of the last check; checked_at is null before the first.';

create function public.saas_book_check()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return app.book_health() || jsonb_build_object('list', (
    select coalesce(jsonb_agg(to_jsonb(l) order by l.tenant_name, l.addon_type nulls first, l.fault), '[]')
    from (
      select f.tenant_id, t.name as tenant_name, f.addon_type, f.fault
      from jsonb_to_recordset((select b.faults from app.book_checks b order by b.checked_at desc, b.id desc limit 1))
        as f (tenant_id uuid, addon_type text, fault text)
      left join public.tenants t on t.id = f.tenant_id
      order by t.name, f.addon_type nulls first, f.fault
      limit 100
    ) l));
end;
$$;
comment on function public.saas_book_check() is
  'Caller: SaaS administrators. {checked_at, is_late, faults, list: [{tenant_id, tenant_name, addon_type, fault balance|chain|hold}]} of the last check, at most a hundred in the list; addon_type is null for WhatsApp credits, tenant_name for a clinic that was deleted since. Errors: PT401 not_signed_in, PT403 forbidden.';

revoke execute on function app.check_books(), app.book_health(), public.saas_book_check() from public, anon, authenticated;
grant execute on function app.check_books(), app.book_health() to service_role;
grant execute on function public.saas_book_check() to authenticated;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}');
