create function app.api_call(p_operation text, p_arguments jsonb, p_idempotency_key text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
  v_operation app.api_operations := app.api_operation(p_operation);
  v_answer jsonb;
begin
  if v_operation.is_write then
    v_answer := app.take_api_request(p_operation, p_idempotency_key, p_arguments);
    if v_answer is not null then
      return jsonb_build_object('body', v_answer, 'replayed', true);
    end if;
  end if;
  execute format('select %s($1, $2)', v_operation.function) into v_answer using v_key.tenant_id, p_arguments;
  if v_operation.is_write then
    perform app.keep_api_answer(p_operation, p_idempotency_key, v_answer -> 'body');
  else
    v_answer := jsonb_build_object('body', v_answer);
  end if;
  return v_answer;
end;
$$;
comment on function app.api_call(text, jsonb, text) is
  'Caller: the function api, with the claims of app.begin_api_call. Does an operation as the person who made the key: the functions that it calls ask for the rights of that person as ever, and row security holds. {body, lease?: of a message to be sent, replayed?}. Errors: as app.require_api_key, PT400 idempotency_key_missing, PT409 idempotency_key_in_use, and those of what is called.';
revoke execute on function app.api_call(text, jsonb, text) from public, anon, authenticated;
grant execute on function app.api_call(text, jsonb, text) to authenticated;
