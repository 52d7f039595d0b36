create function app.api_list_conversations(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.conversation_resource(r.t) order by r.place), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('at', (r.t).last_message_at, 'id', (r.t).id) order by r.place desc))[1] end)
    from (
      select t, row_number() over () as place
      from public.list_conversations(p_tenant_id, 'all', coalesce(p_args ->> 'status', 'open'), p_args ->> 'search',
        (p_args -> 'after' ->> 'at')::timestamptz, (p_args -> 'after' ->> 'id')::uuid, v_limit) t) r);
end;
$$;
revoke execute on function app.api_list_conversations(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_conversations(uuid, jsonb) to authenticated;
