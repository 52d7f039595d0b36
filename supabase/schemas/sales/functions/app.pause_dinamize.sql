create function app.pause_dinamize(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_direction text, p_seconds integer)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_until timestamptz := clock_timestamp() + least(greatest(coalesce(p_seconds, 60), 1), 3600) * interval '1 second';
begin
  update app.dinamize_accounts a set paused_until = greatest(a.paused_until, v_until) where a.tenant_id = p_tenant_id;
  perform app.log_sync(p_tenant_id, p_direction, 'limited', null, jsonb_build_object('seconds', p_seconds));
  -- not all in the same second
  return case when app.put_off_job(p_tenant_id, p_job_id, p_lease_token, v_until + random() * interval '3 seconds') then 'retried' else 'lost' end;
end;
$$;
comment on function app.pause_dinamize(uuid, bigint, uuid, text, integer) is
  'Caller: a job that Dinamize told to wait (240024): nobody calls the account before, and it was no attempt.';
revoke execute on function app.pause_dinamize(uuid, bigint, uuid, text, integer) from public, anon, authenticated;
grant execute on function app.pause_dinamize(uuid, bigint, uuid, text, integer) to service_role;
