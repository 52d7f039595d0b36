create function app.refuse_dinamize(p_tenant_id uuid, p_id uuid, p_code text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update app.dinamize_accounts a set refused_at = now()
  where a.tenant_id = p_tenant_id and a.id = p_id and a.refused_at is null;
  if found then
    update app_private.dinamize_credentials c set token = null where c.tenant_id = p_tenant_id;
    perform app.log_sync(p_tenant_id, 'out', 'refused', null, jsonb_build_object('code', p_code));
    perform app.raise_alert(p_tenant_id, 'dinamize_refused', '', jsonb_build_object('code', p_code));
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_id));
  end if;
end;
$$;
comment on function app.refuse_dinamize(uuid, uuid, text) is
  'Caller: who was told that user or password are wrong: nobody asks again until they are typed again, and people are told.';
revoke execute on function app.refuse_dinamize(uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.refuse_dinamize(uuid, uuid, text) to service_role;
