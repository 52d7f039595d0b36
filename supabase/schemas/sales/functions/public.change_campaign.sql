create function public.change_campaign(p_tenant_id uuid, p_id uuid, p_act text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.campaigns;
  v_done text;
  v_hold uuid := gen_random_uuid();
begin
  perform app.require_campaigner(p_tenant_id);
  v_row := app.lock_campaign(p_tenant_id, p_id);
  case
    when p_act = 'pause' and v_row.state = 'paused' or p_act = 'resume' and v_row.state in ('running', 'finished') or p_act = 'stop' and v_row.state = 'stopped'
      or p_act = 'unschedule' and v_row.state = 'draft' then
      return app.campaign_report(v_row);
    when p_act = 'pause' and v_row.state = 'running' then
      update public.campaigns c set state = 'paused', pause_reason = null, waits_for = null, waits_until = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      v_done := 'paused';
    when p_act = 'resume' and v_row.state = 'paused' then
      update public.campaigns c set state = 'running', pause_reason = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      perform app.enqueue_campaign(p_tenant_id, p_id);
      v_done := 'resumed';
    when p_act = 'stop' and v_row.state in ('running', 'paused') then
      update public.campaigns c set state = 'stopped', waits_for = null, waits_until = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      perform app.enqueue_campaign(p_tenant_id, p_id);
      v_done := 'stopped';
    when p_act = 'unschedule' and v_row.state = 'scheduled' then
      update public.campaigns c set state = 'draft', starts_at = null, started_by = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      v_done := 'unscheduled';
    when p_act = 'retry' and v_row.retried_at is not null then
      return app.campaign_report(v_row);
    when p_act = 'retry' and v_row.state = 'finished' and exists (
      select from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = p_id and r.state = 'failed') then
      -- the same messages again: what arrived meanwhile is not failed any more
      with again as (
        select r.id, r.credits, sum(r.credits) over (order by r.position, r.id) as upto from public.campaign_recipients r
        where r.tenant_id = p_tenant_id and r.campaign_id = p_id and r.state = 'failed')
      update public.campaign_recipients r set state = 'queued', reason = null, hold_id = case when g.credits > 0 then v_hold end,
        hold_position = case when g.credits > 0 then g.upto - g.credits + 1 end
      from again g where r.tenant_id = p_tenant_id and r.id = g.id and r.state = 'failed';
      update public.campaigns c set state = 'running', retried_at = now(), closed_at = null, hold_id = v_hold, held_credits = null
      where c.tenant_id = p_tenant_id and c.id = p_id returning * into v_row;
      perform app.enqueue_campaign(p_tenant_id, p_id);
      v_done := 'retried';
    else
      raise sqlstate 'PT409' using message = 'campaign_state', detail = v_row.state;
  end case;
  perform app.audit(p_tenant_id, 'campaign.' || v_done, 'campaign', p_id::text, null, jsonb_build_object('name', v_row.name));
  perform app.tell_campaign(p_tenant_id, p_id);
  return app.campaign_report(v_row);
end;
$$;
comment on function public.change_campaign(uuid, uuid, text) is
  'Caller: who sends campaigns. pause, resume, stop, unschedule, or retry (who failed, once); said again, it changes nothing. Once pause or stop has returned, no other message is written, and none that waits to be tried again leaves. Answers as get_campaign. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 campaign_not_found, PT409 campaign_state (detail: the state).';
revoke execute on function public.change_campaign(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.change_campaign(uuid, uuid, text) to authenticated;
