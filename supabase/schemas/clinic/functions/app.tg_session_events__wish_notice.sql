-- Each change is told once its grace period is over. A further change waits anew, and what was told before stays.
create function app.tg_session_events__wish_notice()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_zone text;
  v_due timestamptz;
  v_told jsonb;
  v_now jsonb;
  v_patient uuid;
begin
  select t.time_zone into v_zone from public.tenants t where t.id = new.tenant_id;
  -- by the minute, so that the sessions of a series wait for the same job
  v_due := app.polite_moment(date_trunc('minute', new.due_at) + interval '1 minute', v_zone);
  for v_patient in
    select distinct (p ->> 'patient_id')::uuid from jsonb_array_elements(
      coalesce(new.before -> 'patients', '[]') || coalesce(new.after -> 'patients', '[]')) p
    order by 1
  loop
    v_told := app.session_facts(new.before, v_patient);
    v_now := app.session_facts(new.after, v_patient);
    continue when v_told = v_now
      or greatest((v_told ->> 'starts_at')::timestamptz, (v_now ->> 'starts_at')::timestamptz) < now();
    insert into app.session_notice_wishes as w (tenant_id, patient_id, session_id, told, due_at)
    values (new.tenant_id, v_patient, new.session_id, v_told, v_due)
    on conflict (tenant_id, patient_id, session_id) do update set due_at = greatest(w.due_at, excluded.due_at);
    perform app.enqueue_at(new.tenant_id, 'session_notice', jsonb_build_object('id', v_patient), v_due);
  end loop;
  return null;
end;
$$;
revoke execute on function app.tg_session_events__wish_notice() from public, anon, authenticated;
