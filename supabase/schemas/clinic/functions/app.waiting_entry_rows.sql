-- Entries as screens show them.
create function app.waiting_entry_rows(p_tenant_id uuid, p_ids uuid[])
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', w.id, 'patient_id', w.patient_id, 'patient_name', p.name, 'therapist_id', w.therapist_id, 'therapist_name', h.name,
    'session_type_id', w.session_type_id, 'type_name', t.name, 'minutes', t.minutes, 'weekdays', w.weekdays, 'turns', w.turns,
    'earliest_on', w.earliest_on, 'note', w.note, 'is_priority', w.is_priority, 'status', w.status, 'since', w.since, 'offer', (
      select jsonb_build_object('id', o.id, 'state', o.state, 'slot_id', o.slot_id, 'expires_at', o.expires_at)
      from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.entry_id = w.id and o.state in ('queued', 'open') order by o.created_at desc limit 1)
    ) order by array_position(p_ids, w.id)), '[]')
  from public.waiting_list w
  join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id
  join public.session_types t on t.tenant_id = p_tenant_id and t.id = w.session_type_id
  left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = w.therapist_id
  where w.tenant_id = p_tenant_id and w.id = any (p_ids);
$$;
comment on function app.waiting_entry_rows(uuid, uuid[]) is 'Entries of the waiting list as screens show them, in the order of the ids.';
revoke execute on function app.waiting_entry_rows(uuid, uuid[]) from public, anon, authenticated;
