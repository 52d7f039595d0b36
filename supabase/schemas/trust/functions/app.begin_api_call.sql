create function app.begin_api_call(p_key text, p_now timestamptz default clock_timestamp())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_key public.api_keys;
begin
  select k.* into v_key from app.api_key_routes r
  join public.api_keys k on k.tenant_id = r.tenant_id and k.id = r.key_id
  where r.key_hash = sha256(convert_to(coalesce(p_key, ''), 'UTF8'));
  if v_key.id is null then
    raise sqlstate 'PT401' using message = 'api_key_invalid';
  end if;
  if not app.take_turn('api:' || v_key.id, 10, interval '1 second') then
    return jsonb_build_object('retry_after_seconds', 1);
  end if;
  if v_key.last_used_at is null or v_key.last_used_at < p_now - interval '1 minute' then
    update public.api_keys k set last_used_at = p_now where k.tenant_id = v_key.tenant_id and k.id = v_key.id;
  end if;
  return jsonb_build_object('tenant_id', v_key.tenant_id, 'claims', jsonb_build_object('sub', v_key.created_by, 'role', 'authenticated',
    'aud', 'authenticated', 'aal', 'aal2', 'api_key_id', v_key.id, 'api_key_name', v_key.name, 'api_tenant_id', v_key.tenant_id));
end;
$$;
comment on function app.begin_api_call(text, timestamptz) is
  'Caller: the function api. {tenant_id, claims: of whoever made the key, naming the key}, or {retry_after_seconds} for more than ten calls a second: the count of a call that is refused stays, so it is answered and not raised. Errors: PT401 api_key_invalid.';
revoke execute on function app.begin_api_call(text, timestamptz) from public, anon, authenticated;
grant execute on function app.begin_api_call(text, timestamptz) to service_role;
