create function public.disconnect_assistant(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  perform app.require_admin(p_tenant_id);
  delete from app_private.assistant_credentials c where c.tenant_id = p_tenant_id;
  update public.ai_settings s set mode = 'off', base_url = null, model = null, fallback_model = null, embedding_model = null, version = s.version + 1
  where s.tenant_id = p_tenant_id;
  perform app.embed_with(p_tenant_id, null);
  return public.get_assistant(p_tenant_id);
end;
$$;
comment on function public.disconnect_assistant(uuid) is
  'Caller: owner, admin. Forgets the key of the model and switches the assistant off; answers what get_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.disconnect_assistant(uuid) from public, anon, authenticated;
grant execute on function public.disconnect_assistant(uuid) to authenticated;
