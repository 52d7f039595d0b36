create function app.workflow_run_payload(p_run public.workflow_runs, p_shows_cost boolean)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_run.id, 'workflow_id', p_run.workflow_id, 'workflow_name', w.name, 'version', p_run.version,
    'state', case when p_run.state = 'running' and s.state = 'waiting' then 'waiting' else p_run.state end, 'reason', p_run.reason,
    'title', coalesce(p.name, t.contact_name, t.phone, case when app.workflow_thing(p_run.occurrence) is not null then (
      select coalesce(nullif(x.v ->> 'produto', ''), nullif(x.v ->> 'compra', '')) from (select app.workflow_values(p_run.tenant_id, p_run.occurrence) as v) x) end), 'patient_id', p_run.patient_id, 'thread_key', t.thread_key,
    'step_id', s.step_id, 'step_kind', s.kind, 'next_at', case when p_run.ended_at is null then s.run_at end,
    'credits', case when p_shows_cost then (
      select coalesce(sum(c.debt_change - c.amount), 0) from public.workflow_steps x
      join public.whatsapp_credits_transactions c on c.tenant_id = p_run.tenant_id and c.conversation_message_id = x.message_id
      where x.tenant_id = p_run.tenant_id and x.run_id = p_run.id and x.message_id is not null) end,
    'started_at', p_run.started_at, 'ended_at', p_run.ended_at)
  from public.workflows w
  left join public.patients p on p.tenant_id = p_run.tenant_id and p.id = p_run.patient_id
  left join public.conversation_threads t on t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id
  left join public.workflow_steps s on s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.position = p_run.step_no
  where w.tenant_id = p_run.tenant_id and w.id = p_run.workflow_id;
$$;
comment on function app.workflow_run_payload(public.workflow_runs, boolean) is
  'A run as lists show it.';
revoke execute on function app.workflow_run_payload(public.workflow_runs, boolean) from public, anon, authenticated;
