create function public.decide_online_booking(p_tenant_id uuid, p_session_id uuid, p_accepts boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
  v_row public.online_bookings;
begin
  select * into v_row from public.online_bookings b where b.tenant_id = p_tenant_id and b.session_id = p_session_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  if v_row.status <> 'requested' or v_session.status = 'cancelled' or p_accepts is null then
    return app.session_payload(p_tenant_id, p_session_id);
  end if;
  update public.online_bookings b set status = case when p_accepts then 'booked' else 'declined' end, decided_by = auth.uid(), decided_at = now()
  where b.tenant_id = p_tenant_id and b.id = v_row.id;
  if p_accepts then
    perform app.ask_deposit(p_tenant_id, p_session_id, v_row.patient_id, gen_random_uuid(), 'booking');
    -- what was told until now is that somebody asked
    insert into app.session_notice_wishes as w (tenant_id, patient_id, session_id, told, due_at)
    values (p_tenant_id, v_row.patient_id, p_session_id, jsonb_set(app.session_facts(app.session_state(p_tenant_id, p_session_id), v_row.patient_id),
      '{stands}', 'false'), now())
    on conflict (tenant_id, patient_id, session_id) do update set due_at = least(w.due_at, excluded.due_at);
    perform app.enqueue_at(p_tenant_id, 'session_notice', jsonb_build_object('id', v_row.patient_id), now());
  else
    perform app.cancel_sessions(p_tenant_id, array[p_session_id], 'Pedido online recusado');
  end if;
  return app.publish_sessions(p_tenant_id, array[p_session_id]);
end;
$$;
comment on function public.decide_online_booking(uuid, uuid, boolean) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Accepts or declines what was asked for by the public link; the person is told. What is decided already stays. Answers the session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found.';
revoke execute on function public.decide_online_booking(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.decide_online_booking(uuid, uuid, boolean) to authenticated;
