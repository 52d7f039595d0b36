create function app.note_pix_key(p_tenant_id uuid, p_account_id uuid, p_is_refused boolean)
returns void
language sql
set search_path = ''
as $$
  update app.pix_accounts a set key_refused_at = case when p_is_refused then now() end
  where a.tenant_id = p_tenant_id and a.id = p_account_id and (a.key_refused_at is not null) <> p_is_refused;
$$;
comment on function app.note_pix_key(uuid, uuid, boolean) is 'Caller: edge functions that asked Asaas: whether it still takes the clinic''s key. Errors: none.';
revoke execute on function app.note_pix_key(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function app.note_pix_key(uuid, uuid, boolean) to service_role;
