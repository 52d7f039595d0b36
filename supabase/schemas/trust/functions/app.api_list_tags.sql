create function app.api_list_tags(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color)), '[]')
    from public.list_conversation_tags(p_tenant_id) t where t.archived_at is null));
end;
$$;
revoke execute on function app.api_list_tags(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_tags(uuid, jsonb) to authenticated;
