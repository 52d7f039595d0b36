create function app.complete_send(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text default null,
  p_error_code text default null, p_error_detail text default null, p_retry_after_seconds integer default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_done jsonb := app.record_outcome(p_tenant_id, p_job_id, p_lease_token, p_outcome, p_provider_message_id,
    p_error_code, p_error_detail, p_retry_after_seconds);
  v_next jsonb;
begin
  if v_done ->> 'state' in ('sent', 'failed') then
    v_next := app.lease_next(p_tenant_id, (v_done #>> '{message,thread_id}')::uuid);
  end if;
  return case when v_next is null then v_done else v_done || jsonb_build_object('next', v_next) end;
end;
$$;
comment on function app.complete_send(uuid, bigint, uuid, text, text, text, text, integer) is
  'Caller: the sender of a leased attempt. Outcomes sent (the provider answered it), found and not_found (an earlier attempt, looked for by its words), temporary, unknown, permanent. Returns {state: sent|retry|again|failed|lost, message, lease?, next?}: next is the lease of the message that waited for this one, for the caller to send. Without the lease only sent is recorded.';
revoke execute on function app.complete_send(uuid, bigint, uuid, text, text, text, text, integer) from public, anon, authenticated;
grant execute on function app.complete_send(uuid, bigint, uuid, text, text, text, text, integer) to service_role;
