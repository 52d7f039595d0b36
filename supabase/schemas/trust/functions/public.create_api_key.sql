create function public.create_api_key(p_tenant_id uuid, p_id uuid, p_name text, p_scopes text[], p_expires_at timestamptz default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_scopes text[];
  v_secret text := 'zk_live_' || encode(extensions.gen_random_bytes(24), 'hex');
  v_row public.api_keys;
begin
  perform app.require_admin(p_tenant_id);
  v_name := app.require_name(p_name);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select array_agg(s.key order by s.position) into v_scopes from public.api_scopes s where s.key = any (p_scopes);
  if v_scopes is null or cardinality(v_scopes) <> (select count(distinct e) from unnest(p_scopes) e) then
    raise sqlstate 'PT400' using message = 'invalid_api_scopes';
  end if;
  if p_expires_at <= now() then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('api_keys:' || p_tenant_id, 0));
  select * into v_row from public.api_keys k where k.tenant_id = p_tenant_id and k.id = p_id;
  if v_row.id is not null then
    return app.api_key_payload(v_row);
  end if;
  if (select count(*) from public.api_keys k where k.tenant_id = p_tenant_id and k.revoked_at is null) >= 50 then
    raise sqlstate 'PT409' using message = 'too_many_api_keys';
  end if;
  insert into public.api_keys (tenant_id, id, name, hint, scopes, created_by, expires_at)
  values (p_tenant_id, p_id, v_name, right(v_secret, 4), v_scopes, auth.uid(), p_expires_at) returning * into v_row;
  insert into app.api_key_routes (key_hash, tenant_id, key_id) values (sha256(convert_to(v_secret, 'UTF8')), p_tenant_id, p_id);
  perform app.audit(p_tenant_id, 'api_key.created', 'api_key', p_id::text, null,
    jsonb_build_object('name', v_name, 'scopes', v_scopes, 'expires_at', p_expires_at));
  return app.api_key_payload(v_row) || jsonb_build_object('key', v_secret);
end;
$$;
comment on function public.create_api_key(uuid, uuid, text, text[], timestamptz) is
  'Caller: owner or admin. A key that acts in the caller''s name, within its scopes; key is in this answer only, and a repetition answers without it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_api_scopes, PT400 invalid_date, PT409 too_many_api_keys.';
revoke execute on function public.create_api_key(uuid, uuid, text, text[], timestamptz) from public, anon, authenticated;
grant execute on function public.create_api_key(uuid, uuid, text, text[], timestamptz) to authenticated;
