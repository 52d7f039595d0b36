create function app.api_list_messages(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.message_resource(r.m) order by r.place), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('at', (r.m).occurred_at, 'id', (r.m).id) order by r.place desc))[1] end)
    from (
      select m, row_number() over () as place
      from public.list_messages(p_tenant_id, p_args ->> 'conversation', (p_args -> 'after' ->> 'at')::timestamptz, (p_args -> 'after' ->> 'id')::uuid, v_limit) m) r);
end;
$$;
revoke execute on function app.api_list_messages(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_messages(uuid, jsonb) to authenticated;
