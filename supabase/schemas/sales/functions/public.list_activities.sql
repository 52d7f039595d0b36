create function public.list_activities(p_tenant_id uuid, p_where jsonb default '{}', p_after jsonb default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_state text := coalesce(nullif(p_where ->> 'state', ''), 'open');
  v_today date := app.clinic_today(p_tenant_id);
begin
  perform app.require_seller(p_tenant_id);
  if v_state not in ('open', 'today', 'late', 'done') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(v_state, 40);
  end if;
  if v_state = 'done' then
    return app.activity_rows(p_tenant_id, array(
      select k.id from public.tasks k
      where k.tenant_id = p_tenant_id and k.done_at is not null
        and (nullif(p_where ->> 'kind', '') is null or k.kind = p_where ->> 'kind')
        and (nullif(p_where ->> 'assignee', '') is null or k.assignee_id = app.typed_id(p_where ->> 'assignee'))
        and (p_after is null or (k.done_at, k.id) < ((p_after ->> 'done_at')::timestamptz, (p_after ->> 'id')::uuid))
      order by k.done_at desc, k.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)));
  end if;
  return app.activity_rows(p_tenant_id, array(
    select k.id from public.tasks k
    where k.tenant_id = p_tenant_id and k.done_at is null
      and (v_state = 'open' or v_state = 'today' and k.due_on <= v_today or v_state = 'late' and k.due_on < v_today)
      and (nullif(p_where ->> 'kind', '') is null or k.kind = p_where ->> 'kind')
      and (nullif(p_where ->> 'assignee', '') is null or k.assignee_id = app.typed_id(p_where ->> 'assignee'))
      and (p_after is null or (k.due_on, k.id) > ((p_after ->> 'due_on')::date, (p_after ->> 'id')::uuid))
    order by k.due_on, k.id limit least(greatest(coalesce(p_limit, 50), 1), 200)));
end;
$$;
comment on function public.list_activities(uuid, jsonb, jsonb, integer) is
  'Caller: who sells. Activities by their day, or done ones from the latest on. p_where {state: open | today (and late) | late | done, kind, assignee}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_activities(uuid, jsonb, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_activities(uuid, jsonb, jsonb, integer) to authenticated;
