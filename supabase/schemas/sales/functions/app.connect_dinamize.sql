create function app.connect_dinamize(p_tenant_id uuid, p_id uuid, p_settings jsonb, p_credentials jsonb default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before app.dinamize_accounts;
  v_row app.dinamize_accounts;
begin
  perform app.require_seller(p_tenant_id);
  perform app.require_admin(p_tenant_id);
  select * into v_before from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  if p_credentials is null and v_before.id is distinct from p_id or p_credentials is not null and not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into app.dinamize_accounts as a (tenant_id, id, client_code, user_hint, list_code, list_name, phone_field, company_field, is_pushing, is_pulling,
    creates_since, connected_by)
  values (p_tenant_id, p_id, p_settings ->> 'client_code', p_settings ->> 'user_hint', p_settings ->> 'list_code', left(p_settings ->> 'list_name', 200),
    p_settings ->> 'phone_field', p_settings ->> 'company_field', coalesce((p_settings ->> 'is_pushing')::boolean, true),
    coalesce((p_settings ->> 'is_pulling')::boolean, true), case when not coalesce((p_settings ->> 'brings_all')::boolean, false) then now() end, auth.uid())
  on conflict (tenant_id) do update set id = excluded.id, client_code = excluded.client_code, user_hint = excluded.user_hint, list_code = excluded.list_code,
    list_name = excluded.list_name, phone_field = excluded.phone_field, company_field = excluded.company_field, is_pushing = excluded.is_pushing,
    is_pulling = excluded.is_pulling, connected_by = excluded.connected_by, refused_at = null, paused_until = null,
    creates_since = case when excluded.creates_since is null or app.sync_place(a) <> app.sync_place(excluded) then excluded.creates_since else a.creates_since end,
    connected_at = case when app.sync_place(a) = app.sync_place(excluded) then a.connected_at else now() end,
    cursor = null, full_pulled_on = null,
    pulled_until = case when app.sync_place(a) = app.sync_place(excluded) then a.pulled_until end,
    pulled_at = case when app.sync_place(a) = app.sync_place(excluded) then a.pulled_at end,
    last_pull = case when app.sync_place(a) = app.sync_place(excluded) then a.last_pull end
  returning * into v_row;
  if p_credentials is not null then
    insert into app_private.dinamize_credentials as c (tenant_id, account_id, credentials) values (p_tenant_id, p_id, p_credentials)
    on conflict (tenant_id) do update set account_id = excluded.account_id, credentials = excluded.credentials, token = null;
  end if;
  perform app.resolve_alert(p_tenant_id, 'dinamize_refused');
  perform app.log_sync(p_tenant_id, 'out', 'connected', null, jsonb_build_object('list', v_row.list_name));
  perform app.audit(p_tenant_id, 'dinamize.connected', 'dinamize', p_id::text, null, p_settings - 'user_hint');
  -- what waited for a connection
  if v_row.is_pushing then
    perform app.queue_lead_push(s.tenant_id, s.lead_id) from public.crm_lead_sync s
    where s.tenant_id = p_tenant_id and s.status = 'pending' and s.place = app.sync_place(v_row);
  end if;
  perform app.enqueue_lead_pulls(p_tenant_id);
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_id));
  return public.get_dinamize(p_tenant_id);
end;
$$;
comment on function app.connect_dinamize(uuid, uuid, jsonb, jsonb) is
  'Caller: owner or admin, through connect-dinamize, with user and password that Dinamize took (sealed; null: those that are kept) and a list that it has. p_settings {client_code, user_hint, list_code, list_name, phone_field, company_field, is_pushing, is_pulling, brings_all: older contacts of the list become leads too}. Answers get_dinamize. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 credentials_not_encrypted.';
revoke execute on function app.connect_dinamize(uuid, uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.connect_dinamize(uuid, uuid, jsonb, jsonb) to authenticated;
