create function public.list_waiting_slots(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'therapist_id', s.therapist_id, 'therapist_name', h.name, 'starts_at', s.starts_at,
      'starts_local', app.local_text(s.starts_at, v_zone), 'ends_local', app.local_text(s.ends_at, v_zone),
      'status', s.status, 'is_automatic', s.is_automatic, 'matches', case when s.status = 'open' then (
        select count(*) from app.waiting_matches(p_tenant_id, s.therapist_id, s.starts_at, s.ends_at) m
        where not exists (
          select from public.waiting_list_offers o
          where o.tenant_id = p_tenant_id and o.slot_id = s.id and o.entry_id = m.entry_id)) else 0 end,
      'offers', coalesce((
        select jsonb_agg(jsonb_build_object('id', o.id, 'entry_id', o.entry_id, 'patient_id', w.patient_id, 'patient_name', p.name,
          'state', o.state, 'skipped', o.skipped, 'expires_at', o.expires_at, 'answered_at', o.answered_at, 'session_id', o.session_id,
          'message_status', m.status) order by o.created_at, o.id)
        from public.waiting_list_offers o
        join public.waiting_list w on w.tenant_id = p_tenant_id and w.id = o.entry_id
        join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id
        left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = o.message_id
        where o.tenant_id = p_tenant_id and o.slot_id = s.id), '[]')
      ) order by s.status <> 'open', s.starts_at, s.id)
    from public.waiting_slots s
    join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    where s.tenant_id = p_tenant_id and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      and (s.status = 'open' and s.starts_at > now() or s.ended_at > now() - interval '1 day')), '[]');
end;
$$;
comment on function public.list_waiting_slots(uuid) is
  'Caller: members; a therapist sees the own. Times on offer, and those that ended within a day: [{id, therapist_id, therapist_name, starts_at, starts_local, ends_local, status open|filled|ended, is_automatic, matches: who could still be asked, offers: [{id, entry_id, patient_id, patient_name, state, skipped, expires_at, answered_at, session_id, message_status}]}], open ones first. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_waiting_slots(uuid) from public, anon, authenticated;
grant execute on function public.list_waiting_slots(uuid) to authenticated;
