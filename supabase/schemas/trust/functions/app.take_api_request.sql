create function app.take_api_request(p_operation text, p_idempotency_key text, p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
  v_hash text := md5((p_arguments - 'secret')::text);
  v_row app.api_requests;
begin
  if coalesce(char_length(p_idempotency_key), 0) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'idempotency_key_missing';
  end if;
  delete from app.api_requests r where r.tenant_id = v_key.tenant_id and r.created_at < now() - interval '1 day';
  -- whoever asks the same at once waits here until the first is done
  insert into app.api_requests (tenant_id, key_id, idempotency_key, operation, arguments_hash)
  values (v_key.tenant_id, v_key.id, p_idempotency_key, p_operation, v_hash)
  on conflict (tenant_id, key_id, idempotency_key) do nothing;
  if found then
    return null;
  end if;
  select * into v_row from app.api_requests r
  where r.tenant_id = v_key.tenant_id and r.key_id = v_key.id and r.idempotency_key = p_idempotency_key;
  if v_row.operation <> p_operation or v_row.arguments_hash <> v_hash then
    raise sqlstate 'PT409' using message = 'idempotency_key_in_use';
  end if;
  return v_row.answer;
end;
$$;
comment on function app.take_api_request(text, text, jsonb) is
  'The answer that the same call got before, or NULL for whoever is to do it now. Errors: as app.require_api_key, PT400 idempotency_key_missing, PT409 idempotency_key_in_use.';
revoke execute on function app.take_api_request(text, text, jsonb) from public, anon, authenticated;
grant execute on function app.take_api_request(text, text, jsonb) to authenticated;
