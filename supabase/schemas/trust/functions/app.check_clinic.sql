create function app.check_clinic(p_tenant_id uuid, p_now timestamptz default now())
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_state jsonb := app.operations_state(p_tenant_id, p_now);
  v_channel jsonb;
  v_limits jsonb := (select jsonb_object_agg(k.kind, s.threshold) from app.alert_kinds k, lateral app.alert_setting(p_tenant_id, k.kind) s);
  v_is_quiet boolean;
begin
  for v_channel in select x from jsonb_array_elements(v_state -> 'channels') x loop
    perform app.set_alert(p_tenant_id, 'channel_disconnected', v_channel ->> 'id',
      (v_channel ->> 'is_active')::boolean and v_channel ->> 'state' = 'close'
        and (v_channel ->> 'since')::timestamptz <= p_now - make_interval(mins => (v_limits ->> 'channel_disconnected')::integer),
      jsonb_build_object('provider', v_channel -> 'provider'), p_now);
    -- one that is disconnected is silent for a reason that is told already
    v_is_quiet := (v_channel ->> 'is_active')::boolean and v_channel ->> 'state' <> 'close' and (v_channel ->> 'silent_minutes')::numeric >= 30
      and (v_channel ->> 'expected')::numeric >= (v_limits ->> 'webhook_silent')::numeric;
    perform app.set_alert(p_tenant_id, 'webhook_silent', v_channel ->> 'id', coalesce(v_is_quiet, false),
      jsonb_build_object('minutes', v_channel -> 'silent_minutes', 'expected', round((v_channel ->> 'expected')::numeric)), p_now);
  end loop;
  perform app.set_alert(p_tenant_id, 'queue_stuck', '',
    (v_state #>> '{queue,oldest_minutes}')::numeric >= (v_limits ->> 'queue_stuck')::numeric,
    jsonb_build_object('minutes', v_state #> '{queue,oldest_minutes}', 'waiting', v_state #> '{queue,waiting}'), p_now);
  perform app.set_alert(p_tenant_id, 'jobs_failed', '',
    (v_state #>> '{queue,dead}')::numeric >= (v_limits ->> 'jobs_failed')::numeric, jsonb_build_object('count', v_state #> '{queue,dead}'), p_now);
  perform app.set_alert(p_tenant_id, 'sends_failing', '',
    (v_state #>> '{sends,failed}')::numeric >= 3
      and coalesce((v_state #>> '{sends,percent}')::numeric, 0) >= (v_limits ->> 'sends_failing')::numeric,
    v_state -> 'sends', p_now);
  perform app.set_alert(p_tenant_id, 'credits_running_out', '',
    coalesce((v_state #>> '{credits,days}')::numeric < (v_limits ->> 'credits_running_out')::numeric, false),
    jsonb_build_object('balance', v_state #> '{credits,balance}', 'days', floor((v_state #>> '{credits,days}')::numeric)), p_now);
  perform app.check_privacy(p_tenant_id, p_now);
end;
$$;
comment on function app.check_clinic(uuid, timestamptz) is 'Raises and ends the alerts of one clinic, as its machinery is at that moment.';
revoke execute on function app.check_clinic(uuid, timestamptz) from public, anon, authenticated;
