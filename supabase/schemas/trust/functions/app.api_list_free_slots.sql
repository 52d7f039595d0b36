create function app.api_list_free_slots(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at)), '[]')
    from public.find_free_slots(p_tenant_id, (p_args ->> 'therapist_id')::uuid, (p_args ->> 'minutes')::integer, app.api_local(p_tenant_id, p_args ->> 'after'),
      least(coalesce((p_args ->> 'limit')::integer, 10), 50)) s));
end;
$$;
revoke execute on function app.api_list_free_slots(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_free_slots(uuid, jsonb) to authenticated;
