-- embeddings of clinics: Vectors of the knowledge are made by the model that the clinic names.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.embed_with (
  p_tenant_id uuid,
  p_model     text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_model text := coalesce(p_model, 'zelo-ngrams-1');
begin
  if v_model <> coalesce((select k.model from public.ai_knowledge k where k.tenant_id = p_tenant_id), 'zelo-ngrams-1') then
    perform app.reindex_knowledge(p_tenant_id, v_model);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.embedding_account (
  p_tenant_id uuid,
  p_model     text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('base_url', s.base_url, 'model', s.model, 'embedding_model', s.embedding_model, 'credentials', c.credentials)
  from public.ai_settings s
  join app_private.assistant_credentials c on c.tenant_id = s.tenant_id
  where s.tenant_id = p_tenant_id and s.embedding_model = p_model and app.module_is_on(p_tenant_id, 'assistant');
$function$;

CREATE OR REPLACE FUNCTION app.save_assistant_key (
  p_tenant_id       uuid,
  p_base_url        text,
  p_model           text,
  p_fallback_model  text,
  p_embedding_model text,
  p_credentials     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if p_base_url is null or p_base_url !~ '^https?://\S+$' or char_length(p_base_url) > 300 or nullif(btrim(p_model), '') is null then
    raise sqlstate 'PT400' using message = 'assistant_endpoint_invalid';
  elsif p_credentials is not null and not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
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
$function$;

CREATE OR REPLACE FUNCTION public.disconnect_assistant (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  perform app.require_admin(p_tenant_id);
  delete from app_private.assistant_credentials c where c.tenant_id = p_tenant_id;
  update public.ai_settings s set mode = 'off', base_url = null, model = null, fallback_model = null, embedding_model = null, version = s.version + 1
  where s.tenant_id = p_tenant_id;
  perform app.embed_with(p_tenant_id, null);
  return public.get_assistant(p_tenant_id);
end;
$function$;

COMMENT ON FUNCTION "app"."embed_with"(uuid, text) IS 'From now on the vectors of a clinic''s knowledge are of a model, NULL: of the one that is part of the product. Indexes anew when that is another than before. Errors: none.';

COMMENT ON FUNCTION "app"."embedding_account"(uuid, text) IS 'Caller: functions. Where a clinic has vectors of a model made: {base_url, model, embedding_model, credentials: sealed}; NULL when it names another model, or is not connected. Errors: none.';

REVOKE ALL ON FUNCTION "app"."embed_with"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."embed_with"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."embed_with"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."embedding_account"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."embedding_account"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."embedding_account"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."embedding_account"(uuid, text) TO "service_role";
