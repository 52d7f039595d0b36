create function app.api_create_patient(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := gen_random_uuid();
begin
  perform public.save_patient(p_tenant_id, v_id, null, p_args - array['phones', 'emails'],
    (select coalesce(jsonb_agg(jsonb_build_object('phone', e)), '[]') from jsonb_array_elements_text(coalesce(p_args -> 'phones', '[]')) e),
    (select coalesce(jsonb_agg(jsonb_build_object('email', e)), '[]') from jsonb_array_elements_text(coalesce(p_args -> 'emails', '[]')) e));
  return jsonb_build_object('body', app.api_get_patient(p_tenant_id, jsonb_build_object('id', v_id)));
end;
$$;
revoke execute on function app.api_create_patient(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_create_patient(uuid, jsonb) to authenticated;
