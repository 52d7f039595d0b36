create function public.get_todays_tasks(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_until timestamptz := date_trunc('day', now(), app.clinic_zone(p_tenant_id)) + interval '1 day';
  v_lines constant integer := 6;
begin
  return jsonb_build_object(
    'intakes', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name,
        'submitted_at', i.submitted_at) order by i.place) filter (where i.place <= v_lines), '[]'))
      from (
        select i.id, i.submitted_at, coalesce(p.name, t.contact_name, t.phone) as name, row_number() over (order by i.submitted_at, i.id) as place
        from public.intake_invites i
        left join public.patients p on p.tenant_id = p_tenant_id and p.id = i.patient_id
        left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = i.thread_id
        where i.tenant_id = p_tenant_id and i.submitted_at is not null and i.reviewed_at is null
          and (v_role <> 'therapist' or app.treats(p_tenant_id, i.patient_id, auth.uid()))) i),
    'scheduled', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'thread_key', m.thread_key,
        'name', m.name, 'body', left(m.body, 120), 'send_at', m.send_at) order by m.place) filter (where m.place <= v_lines), '[]'))
      from (
        select m.id, m.body, m.send_at, t.thread_key, coalesce(t.contact_name, t.phone) as name,
          row_number() over (order by m.send_at, m.id) as place
        from public.scheduled_messages m
        join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = m.thread_id
        where m.tenant_id = p_tenant_id and m.status = 'scheduled' and m.send_at < v_until
          and (v_role <> 'therapist' or m.created_by = auth.uid())) m));
end;
$$;
comment on function public.get_todays_tasks(uuid) is
  'Caller: members; a therapist sees forms of own patients and own messages. {intakes: {total, lines: [{id, name, submitted_at}]} that wait for a review, scheduled: {total, lines: [{id, thread_key, name, body, send_at}]} that leave today}; six lines each. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_todays_tasks(uuid) from public, anon, authenticated;
grant execute on function public.get_todays_tasks(uuid) to authenticated;
