create function app.begin_reports(p_tenant_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- closings of before anybody noted them: those that stand in the conversations
  insert into app.resolutions (tenant_id, thread_id, opened_at, finished_at, finished_by, business_minutes)
  select p_tenant_id, x.thread_id, x.opened_at, x.occurred_at, x.actor_id, app.business_minutes(p_tenant_id, x.opened_at, x.occurred_at)
  from (
    select f.thread_id, f.occurred_at, f.actor_id, (
      select min(m.occurred_at) from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = f.thread_id and m.occurred_at > f.finished_before and m.occurred_at <= f.occurred_at) as opened_at
    from (
      select e.thread_id, e.occurred_at, e.actor_id,
        coalesce(lag(e.occurred_at) over (partition by e.thread_id order by e.occurred_at, e.id), '-infinity') as finished_before
      from app.conversation_events e
      where e.tenant_id = p_tenant_id and e.kind = 'finished'
    ) f
  ) x
  where x.opened_at is not null and not exists (select from app.resolutions r where r.tenant_id = p_tenant_id and r.thread_id = x.thread_id);
  perform app.recount_reports(p_tenant_id);
end;
$$;
comment on function app.begin_reports(uuid) is 'The first count of a clinic whose messages are older than its summaries.';
revoke execute on function app.begin_reports(uuid) from public, anon, authenticated;
