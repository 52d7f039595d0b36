create function public.list_workflows(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_midnight timestamptz := app.local_moment((now() at time zone v_zone)::date::timestamp, v_zone);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'status', w.status,
      'trigger_kind', coalesce(w.trigger_kind, w.draft #>> '{trigger,kind}'), 'step_count', (select count(*) from app.workflow_nodes(w.draft)),
      'version', w.version, 'has_changes', w.draft is distinct from v.definition, 'published_at', v.published_at, 'published_by_name', pr.full_name,
      'inside', r.inside, 'runs_today', r.today, 'runs_30d', r.runs, 'failed_30d', r.failed,
      'credits_30d', case when v_role in ('owner', 'admin', 'supervisor') then c.credits end, 'updated_at', w.updated_at)
      order by w.status = 'stopped', w.name, w.id), '[]')
    from public.workflows w
    left join public.workflow_versions v on v.tenant_id = p_tenant_id and v.workflow_id = w.id and v.version = w.version
    left join public.profiles pr on pr.id = v.published_by
    cross join lateral (
      select count(*) filter (where x.ended_at is null) as inside,
        count(*) filter (where x.started_at >= v_midnight and x.state <> 'skipped') as today,
        count(*) filter (where x.started_at > now() - interval '30 days' and x.state <> 'skipped') as runs,
        count(*) filter (where x.started_at > now() - interval '30 days' and x.state = 'failed') as failed
      from public.workflow_runs x where x.tenant_id = p_tenant_id and x.workflow_id = w.id) r
    cross join lateral (
      select coalesce(sum(t.debt_change - t.amount), 0) as credits
      from public.workflow_runs x
      join public.workflow_steps s on s.tenant_id = p_tenant_id and s.run_id = x.id and s.message_id is not null
      join public.whatsapp_credits_transactions t on t.tenant_id = p_tenant_id and t.conversation_message_id = s.message_id
      where x.tenant_id = p_tenant_id and x.workflow_id = w.id and x.started_at > now() - interval '30 days') c
    where w.tenant_id = p_tenant_id);
end;
$$;
comment on function public.list_workflows(uuid) is
  'Caller: members. Every workflow of the clinic, with who is inside now and what its runs of 30 days cost; the cost for owner, admin and supervisor. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_workflows(uuid) from public, anon, authenticated;
grant execute on function public.list_workflows(uuid) to authenticated;
