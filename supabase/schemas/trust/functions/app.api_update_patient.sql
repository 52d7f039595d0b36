-- What is left out stays, also what the API does not show: the form of the screen is filled in with what is there.
create function app.api_update_patient(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := (p_args ->> 'id')::uuid;
  v_now jsonb := public.get_patient(p_tenant_id, v_id);
begin
  perform public.save_patient(p_tenant_id, v_id, (p_args ->> 'version')::integer,
    (v_now -> 'patient') || (p_args - array['id', 'version', 'phones', 'emails']),
    case when p_args ? 'phones' then (
      select coalesce(jsonb_agg(coalesce(k.x, '{}') || jsonb_build_object('phone', g.value, 'is_primary', g.n = 1) order by g.n), '[]')
      from jsonb_array_elements_text(p_args -> 'phones') with ordinality g (value, n)
      left join jsonb_array_elements(v_now -> 'phones') k (x) on k.x ->> 'phone' = app.normalize_phone(g.value)
    ) else v_now -> 'phones' end,
    case when p_args ? 'emails' then (
      select coalesce(jsonb_agg(coalesce(k.x, '{}') || jsonb_build_object('email', g.value, 'is_primary', g.n = 1) order by g.n), '[]')
      from jsonb_array_elements_text(p_args -> 'emails') with ordinality g (value, n)
      left join jsonb_array_elements(v_now -> 'emails') k (x) on k.x ->> 'email' = app.normalize_email(g.value)
    ) else v_now -> 'emails' end,
    v_now -> 'relations');
  return jsonb_build_object('body', app.api_get_patient(p_tenant_id, p_args));
end;
$$;
revoke execute on function app.api_update_patient(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_update_patient(uuid, jsonb) to authenticated;
