create function app.knowledge_of(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('model', nullif(k.model, app.own_embedding_model()), 'version', k.version) from public.ai_knowledge k where k.tenant_id = p_tenant_id;
$$;
comment on function app.knowledge_of(uuid) is
  'Caller: functions. {model: NULL for the product''s own, version} of a clinic''s knowledge; NULL when it has none. Errors: none.';
revoke execute on function app.knowledge_of(uuid) from public, anon, authenticated;
grant execute on function app.knowledge_of(uuid) to service_role;
