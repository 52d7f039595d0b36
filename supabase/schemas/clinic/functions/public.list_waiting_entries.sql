create function public.list_waiting_entries(p_tenant_id uuid, p_patient_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return app.waiting_entry_rows(p_tenant_id, array(
    select w.id from public.waiting_list w
    where w.tenant_id = p_tenant_id and w.status = 'waiting' and (p_patient_id is null or w.patient_id = p_patient_id)
      and (v_role <> 'therapist' or coalesce(w.therapist_id, auth.uid()) = auth.uid())
    order by w.is_priority desc, w.since, w.id limit 1000));
end;
$$;
comment on function public.list_waiting_entries(uuid, uuid) is
  'Caller: members; a therapist sees who waits for them or for anybody. Who waits (of one patient), in their turn: [{id, patient_id, patient_name, therapist_id, therapist_name, session_type_id, type_name, minutes, weekdays, turns, earliest_on, note, is_priority, status, since, offer: {id, state, slot_id, expires_at}|null}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_waiting_entries(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_waiting_entries(uuid, uuid) to authenticated;
