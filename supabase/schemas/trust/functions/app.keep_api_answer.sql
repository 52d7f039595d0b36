create function app.keep_api_answer(p_operation text, p_idempotency_key text, p_answer jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
begin
  update app.api_requests r set answer = p_answer
  where r.tenant_id = v_key.tenant_id and r.key_id = v_key.id and r.idempotency_key = p_idempotency_key and r.answer is null;
end;
$$;
comment on function app.keep_api_answer(text, text, jsonb) is
  'What a call answered, for whoever asks again.';
revoke execute on function app.keep_api_answer(text, text, jsonb) from public, anon, authenticated;
grant execute on function app.keep_api_answer(text, text, jsonb) to authenticated;
