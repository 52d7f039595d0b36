-- Tells the desk, who leads and the therapist what a stranger did by the link.
create function app.tell_of_online_booking(p_tenant_id uuid, p_session_id uuid, p_patient_id uuid, p_kind text)
returns void
language sql
set search_path = ''
as $$
  select app.notify_of_patient(p_tenant_id, p_patient_id, p_kind, array(
    select m.user_id from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.status = 'active' and (m.role in ('owner', 'admin', 'supervisor', 'operator')
      or m.user_id = (select s.therapist_id from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id))
    order by m.user_id));
$$;
revoke execute on function app.tell_of_online_booking(uuid, uuid, uuid, text) from public, anon, authenticated;
