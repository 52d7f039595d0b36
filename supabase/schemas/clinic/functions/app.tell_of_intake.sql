-- A form came back: screens that show it, who sent it, the desk and who leads. A notification says neither who nor what.
create function app.tell_of_intake(p_invite public.intake_invites)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
  v_user_ids uuid[] := array(
    select m.user_id from public.tenant_members m
    where m.tenant_id = p_invite.tenant_id and m.status = 'active'
      and (m.user_id = p_invite.created_by or m.role in ('owner', 'admin', 'supervisor', 'operator')) order by m.user_id);
begin
  if p_invite.patient_id is not null then
    perform app.notify_of_patient(p_invite.tenant_id, p_invite.patient_id, 'intake', v_user_ids);
  else
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = p_invite.tenant_id and t.id = p_invite.thread_id for update;
    perform app.notify(v_thread, 'intake_new', v_user_ids, null, null, null);
  end if;
  perform app.broadcast(p_invite.tenant_id, 'intake', jsonb_build_object('id', p_invite.id));
end;
$$;
revoke execute on function app.tell_of_intake(public.intake_invites) from public, anon, authenticated;
