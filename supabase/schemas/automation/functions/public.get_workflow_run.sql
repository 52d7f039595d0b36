create function public.get_workflow_run(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_shows_cost boolean := v_role in ('owner', 'admin', 'supervisor');
  v_run public.workflow_runs := app.require_workflow_run(p_tenant_id, p_id);
begin
  return app.workflow_run_payload(v_run, v_shows_cost) || (
    select jsonb_build_object('definition', v.definition, 'trigger_kind', v.definition #>> '{trigger,kind}') from public.workflow_versions v
    where v.tenant_id = p_tenant_id and v.workflow_id = v_run.workflow_id and v.version = v_run.version)
    || jsonb_build_object('steps', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'step_id', s.step_id, 'kind', s.kind, 'state', s.state, 'branch', s.branch, 'result', s.result,
        'error', s.error, 'attempts', s.attempts, 'run_at', s.run_at, 'finished_at', s.finished_at, 'message_status', m.status, 'credits', case when v_shows_cost then (
          select coalesce(sum(c.debt_change - c.amount), 0) from public.whatsapp_credits_transactions c
          where c.tenant_id = p_tenant_id and c.conversation_message_id = s.message_id) end) order by s.position), '[]')
      from public.workflow_steps s
      left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = s.message_id
      where s.tenant_id = p_tenant_id and s.run_id = p_id));
end;
$$;
comment on function public.get_workflow_run(uuid, uuid) is
  'Caller: members. A run with each step, what became of it, and of the message that it sent. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 workflow_run_not_found.';
revoke execute on function public.get_workflow_run(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_workflow_run(uuid, uuid) to authenticated;
