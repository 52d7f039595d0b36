create function app.fold_reports()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  for v_tenant in
    select t.id from public.tenants t
    where exists (select from app.report_changes c where c.tenant_id = t.id)
      or exists (select from public.conversation_messages m where m.tenant_id = t.id)
        and not exists (select from app.report_days d where d.tenant_id = t.id)
    order by t.id
  loop
    if exists (select from app.report_days d where d.tenant_id = v_tenant) then
      perform app.fold_report_changes(v_tenant);
    else
      perform app.begin_reports(v_tenant);
    end if;
    v_count := v_count + 1;
  end loop;
  insert into app.backlog_days as b (tenant_id, day, open, waiting)
  select t.id, (now() at time zone t.time_zone)::date,
    count(h.id), count(h.id) filter (where h.waiting_since is not null)
  from public.tenants t
  left join public.conversation_threads h on h.tenant_id = t.id and h.status = 'open' and h.snoozed_until is null and h.blocked_at is null
  group by t.id, t.time_zone
  -- a clinic that never had a conversation has nothing to note
  having count(h.id) > 0 or exists (select from public.conversation_threads c where c.tenant_id = t.id)
  on conflict (tenant_id, day) do update set open = excluded.open, waiting = excluded.waiting
  where (b.open, b.waiting) is distinct from (excluded.open, excluded.waiting);
  return v_count;
end;
$$;
comment on function app.fold_reports() is
  'Caller: process-jobs, every ten minutes. Brings the summaries of reports up to date, and notes how much is open; how many clinics had changes. Errors: none.';
revoke execute on function app.fold_reports() from public, anon, authenticated;
grant execute on function app.fold_reports() to service_role;
