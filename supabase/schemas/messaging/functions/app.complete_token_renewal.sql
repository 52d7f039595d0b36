create function app.complete_token_renewal(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_outcome text, p_details jsonb default '{}', p_credentials jsonb default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_channel_id uuid;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return 'lost';
  end if;
  v_channel_id := (v_job.payload ->> 'channel_id')::uuid;
  if p_outcome = 'temporary' then
    return app.fail_job(p_tenant_id, p_job_id, p_lease_token, p_details ->> 'detail', false, (p_details ->> 'retry_after')::int);
  end if;
  update app.jobs set finished_at = now(), last_error = p_details ->> 'detail', lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id;
  if p_outcome = 'refused' then
    perform app.refuse_token(p_tenant_id, v_channel_id, coalesce(p_details ->> 'code', 'token_refused'));
    -- nothing goes out or comes in with it any more
    if (p_details ->> 'is_over')::boolean then
      perform app.set_channel_state(p_tenant_id, v_channel_id, 'close', null, 'token_expired');
    end if;
    return 'finished';
  end if;
  if p_outcome = 'renewed' then
    perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  end if;
  update public.meta_accounts a set
    token_expires_at = (p_details ->> 'expires_at')::timestamptz, token_checked_at = now(), token_error = null
  where a.tenant_id = p_tenant_id and a.channel_id = v_channel_id;
  if exists (select from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = v_channel_id
    and c.connection_state = 'close' and c.last_error = 'token_expired') then
    perform app.set_channel_state(p_tenant_id, v_channel_id, 'open');
  end if;
  perform app.resolve_alert(p_tenant_id, 'meta_token', v_channel_id::text);
  return 'finished';
end;
$$;
comment on function app.complete_token_renewal(uuid, bigint, uuid, text, jsonb, jsonb) is
  'Caller: worker that holds the lease. Outcomes kept {expires_at}: it lasts; renewed {expires_at} with p_credentials, sealed; refused {code, detail, is_over}: somebody has to connect again, is_over closes the channel; temporary {detail, retry_after}. Returns finished, retry, dead or lost. Errors: PT400 credentials_not_encrypted.';
revoke execute on function app.complete_token_renewal(uuid, bigint, uuid, text, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.complete_token_renewal(uuid, bigint, uuid, text, jsonb, jsonb) to service_role;
