create function app.kept_answer(p_tenant_id uuid, p_question text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select a.answer from app.ai_answers a join public.ai_knowledge k on k.tenant_id = a.tenant_id and k.version = a.version
  where a.tenant_id = p_tenant_id and a.question = app.question_key(p_question) and a.expires_at > now();
$$;
comment on function app.kept_answer(uuid, text) is
  'Caller: functions. What keep_answer kept for this question of this clinic within 24 hours, if its knowledge has not changed since; otherwise NULL. Errors: none.';
revoke execute on function app.kept_answer(uuid, text) from public, anon, authenticated;
grant execute on function app.kept_answer(uuid, text) to service_role;
