create function app.save_assistant_key(
  p_tenant_id uuid, p_base_url text, p_model text, p_fallback_model text, p_embedding_model text, p_credentials jsonb
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if p_base_url is null or p_base_url !~ '^https?://\S+$' or char_length(p_base_url) > 300 or nullif(btrim(p_model), '') is null then
    raise sqlstate 'PT400' using message = 'assistant_endpoint_invalid';
  elsif p_credentials is not null and not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  elsif not app.is_embedding_model(app.trimmed(p_embedding_model, 100)) then
    raise sqlstate 'PT400' using message = 'embedding_model_invalid';
  end if;
  insert into public.ai_settings as s (tenant_id, base_url, model, fallback_model, embedding_model)
  values (p_tenant_id, p_base_url, app.trimmed(p_model, 100), app.trimmed(p_fallback_model, 100), app.trimmed(p_embedding_model, 100))
  on conflict (tenant_id) do update set base_url = excluded.base_url, model = excluded.model, fallback_model = excluded.fallback_model,
    embedding_model = excluded.embedding_model, version = s.version + 1;
  if p_credentials is not null then
    insert into app_private.assistant_credentials as c (tenant_id, credentials) values (p_tenant_id, p_credentials)
    on conflict (tenant_id) do update set credentials = excluded.credentials, updated_at = now();
  end if;
  perform app.embed_with(p_tenant_id, app.trimmed(p_embedding_model, 100));
  perform app.audit(p_tenant_id, 'assistant.connected', 'assistant', p_tenant_id::text, null, jsonb_build_object('base_url', p_base_url, 'model', p_model));
end;
$$;
comment on function app.save_assistant_key(uuid, text, text, text, text, jsonb) is
  'Caller: owner or admin, through connect-assistant, which has tried the key. p_credentials null: the key that is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assistant_endpoint_invalid, PT400 credentials_not_encrypted, PT400 embedding_model_invalid.';
revoke execute on function app.save_assistant_key(uuid, text, text, text, text, jsonb) from public, anon, authenticated;
grant execute on function app.save_assistant_key(uuid, text, text, text, text, jsonb) to authenticated;
