create function app.send_session_notice(p_tenant_id uuid, p_patient_id uuid, p_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- whoever was merged into another since is told as that one
  v_patient uuid := app.surviving_patient(p_tenant_id, p_patient_id);
  v_due timestamptz;
  v_sessions uuid[];
  v_lines text[];
  v_body text;
  v_key text;
  v_created jsonb := jsonb_build_object('skipped', 'no_conversation');
begin
  select max(l.due_at) into v_due from (
    select w.due_at from app.session_notice_wishes w
    where w.tenant_id = p_tenant_id and w.patient_id = v_patient order by w.session_id for update) l;
  if v_due is null or v_due > now() then
    return jsonb_build_object('skipped', 'nothing_due');
  end if;
  select array_agg(l.session_id), array_agg(l.line) into v_sessions, v_lines
  from app.session_notice_lines(p_tenant_id, v_patient) l;
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = v_patient;
  if v_lines is null then
    return jsonb_build_object('skipped', 'unchanged');
  end if;
  select 'Olá, ' || split_part(p.name, ' ', 1) || '! Aqui é da ' || t.name || E'.\n\n• '
    || array_to_string(v_lines[:12], E'\n• ')
    || case when cardinality(v_lines) > 12 then format(E'\n• e mais %s', cardinality(v_lines) - 12) else '' end
    || E'\n\nQualquer dúvida, é só responder por aqui.'
  into v_body
  from public.patients p join public.tenants t on t.id = p_tenant_id
  where p.tenant_id = p_tenant_id and p.id = v_patient;
  v_key := app.thread_to_tell(p_tenant_id, v_patient);
  if v_key is not null then
    v_created := app.create_automation_message(p_tenant_id, v_key, p_id, v_body, case when exists (
      select from public.online_bookings b
      where b.tenant_id = p_tenant_id and b.session_id = any (v_sessions) and b.patient_id = v_patient) then 'online_booking' else 'session_notice' end);
  end if;
  insert into public.session_notices (tenant_id, id, patient_id, session_ids, body, message_id, skipped)
  values (p_tenant_id, p_id, v_patient, v_sessions, v_body, (v_created #>> '{message,id}')::uuid, v_created ->> 'skipped');
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', v_sessions));
  return v_created;
end;
$$;
comment on function app.send_session_notice(uuid, uuid, uuid) is
  'Caller: workers, when a grace period is over. One message about all changes of a patient that still stand, in the conversation of whoever is told; answers {skipped: code} when there is nothing to say or no way to say it. p_id becomes the notice and its message.';
revoke execute on function app.send_session_notice(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.send_session_notice(uuid, uuid, uuid) to service_role;
