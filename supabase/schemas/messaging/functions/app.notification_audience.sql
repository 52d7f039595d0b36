-- Who wants to be told of a person's message, in the order in which their rows are written.
create function app.notification_audience(t public.conversation_threads)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(m.user_id order by m.user_id)
    from public.tenant_members m
    left join public.notification_settings s on s.tenant_id = m.tenant_id and s.user_id = m.user_id
    where m.tenant_id = t.tenant_id and m.status = 'active' and case coalesce(s.rule, 'all')
      when 'all' then true
      when 'unassigned' then t.assigned_to is null or t.assigned_to = m.user_id
      when 'mine' then t.assigned_to = m.user_id
      else false end);
end;
$$;
revoke execute on function app.notification_audience(public.conversation_threads) from public, anon, authenticated;
