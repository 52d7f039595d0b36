create function public.undo_session_call(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_call public.session_calls;
  v_session public.sessions;
  v_mine text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_call from public.session_calls c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_call.id is null then
    raise sqlstate 'PT404' using message = 'call_not_found';
  end if;
  v_session := app.lock_session(p_tenant_id, v_call.session_id);
  update public.session_calls c set undone_at = clock_timestamp(), undone_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.id = p_id and c.undone_at is null;
  if not found then
    return jsonb_build_object('id', p_id);
  end if;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_call.session_id and sp.patient_id = v_call.patient_id;
  -- what somebody decided since stays
  if v_call.outcome <> 'no_answer' and v_mine = v_call.outcome and v_call.status_before <> v_mine and v_session.starts_at = v_call.starts_at then
    perform app.say_attendance(v_session, v_call.patient_id, v_call.status_before, null, '{}');
  end if;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_call.session_id]));
  return jsonb_build_object('id', p_id);
end;
$$;
comment on function public.undo_session_call(uuid, uuid) is
  'Caller: as note_session_call. Takes a call back and puts the person where they stood, unless somebody decided otherwise since; a repetition changes nothing. Answers {id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 call_not_found, PT409 time_taken.';
revoke execute on function public.undo_session_call(uuid, uuid) from public, anon, authenticated;
grant execute on function public.undo_session_call(uuid, uuid) to authenticated;
