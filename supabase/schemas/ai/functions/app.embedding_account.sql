create function app.embedding_account(p_tenant_id uuid, p_model text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('base_url', s.base_url, 'model', s.model, 'embedding_model', s.embedding_model, 'credentials', c.credentials,
    'is_spent', app.assistant_budget_is_spent(p_tenant_id, now()))
  from public.ai_settings s
  join app_private.assistant_credentials c on c.tenant_id = s.tenant_id
  where s.tenant_id = p_tenant_id and s.embedding_model = p_model and app.module_is_on(p_tenant_id, 'assistant');
$$;
comment on function app.embedding_account(uuid, text) is
  'Caller: functions. Where a clinic has vectors of a model made: {base_url, model, embedding_model, credentials: sealed, is_spent: the month''s budget is used, and nothing may be asked}; NULL when it names another model, or is not connected. Errors: none.';
revoke execute on function app.embedding_account(uuid, text) from public, anon, authenticated;
grant execute on function app.embedding_account(uuid, text) to service_role;
