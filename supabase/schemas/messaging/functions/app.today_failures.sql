-- The newest message that did not leave of each open conversation of the last week, unless something left after it.
create function app.today_failures(p_tenant_id uuid)
returns table (thread public.conversation_threads, message public.conversation_messages, failures bigint)
language sql
stable
set search_path = ''
as $$
  select distinct on (m.thread_id) t, m, count(*) over (partition by m.thread_id)
  from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.status = 'failed' and m.error_code is distinct from 'cancelled'
    and m.occurred_at > now() - interval '7 days'
    and m.deleted_at is null and t.status = 'open'
    and not exists (
      select from public.conversation_messages l
      where l.tenant_id = m.tenant_id and l.thread_id = m.thread_id and l.occurred_at > m.occurred_at
        and l.direction = 'outbound' and l.status in ('sent', 'delivered', 'read'))
  order by m.thread_id, m.occurred_at desc, m.id desc;
$$;
revoke execute on function app.today_failures(uuid) from public, anon, authenticated;
