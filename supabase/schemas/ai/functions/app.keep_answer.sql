create function app.keep_answer(p_tenant_id uuid, p_question text, p_version bigint, p_answer jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.ai_answers a where a.tenant_id = p_tenant_id and a.expires_at <= now();
  insert into app.ai_answers (tenant_id, question, version, answer, expires_at)
  select p_tenant_id, app.question_key(p_question), p_version, p_answer, now() + interval '24 hours'
  where app.question_key(p_question) <> ''
  on conflict (tenant_id, question) do update set version = excluded.version, answer = excluded.answer, expires_at = excluded.expires_at;
end;
$$;
comment on function app.keep_answer(uuid, text, bigint, jsonb) is
  'Caller: functions. Keeps what a question was answered for 24 hours, or until the knowledge changes; p_version is the one that the answer was drawn from. Nothing about a person may be in it. Errors: none.';
revoke execute on function app.keep_answer(uuid, text, bigint, jsonb) from public, anon, authenticated;
grant execute on function app.keep_answer(uuid, text, bigint, jsonb) to service_role;
