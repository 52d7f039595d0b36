create function app.api_list_therapists(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('id', t.user_id, 'name', t.name, 'council', t.council)), '[]')
    from public.list_therapists(p_tenant_id) t));
end;
$$;
revoke execute on function app.api_list_therapists(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_therapists(uuid, jsonb) to authenticated;
