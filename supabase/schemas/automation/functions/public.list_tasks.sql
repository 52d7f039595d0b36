create function public.list_tasks(p_tenant_id uuid, p_scope text default 'mine', p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'title', k.title, 'due_on', k.due_on, 'is_late', k.due_on < app.clinic_today(p_tenant_id),
      'assignee_id', k.assignee_id, 'assignee_name', pr.full_name, 'patient_id', k.patient_id, 'patient_name', p.name, 'thread_key', t.thread_key, 'kind', k.kind, 'deal_id', k.deal_id, 'deal_title', d.title,
      'done_at', k.done_at, 'workflow_name', w.name) order by k.due_on, k.id), '[]')
    from (
      select * from public.tasks o
      where o.tenant_id = p_tenant_id and o.done_at is null
        and (o.assignee_id = auth.uid() or o.assignee_id is null and v_role <> 'therapist' or p_scope = 'all' and v_role <> 'therapist')
      order by o.due_on, o.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) k
    left join public.profiles pr on pr.id = k.assignee_id
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = k.thread_id
    left join public.deals d on d.tenant_id = p_tenant_id and d.id = k.deal_id
    left join public.workflow_runs r on r.tenant_id = p_tenant_id and r.id = k.run_id
    left join public.workflows w on w.tenant_id = p_tenant_id and w.id = r.workflow_id);
end;
$$;
comment on function public.list_tasks(uuid, text, integer) is
  'Caller: members. Open tasks by their day: mine and nobody''s, or all; a therapist has the own. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_tasks(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_tasks(uuid, text, integer) to authenticated;
