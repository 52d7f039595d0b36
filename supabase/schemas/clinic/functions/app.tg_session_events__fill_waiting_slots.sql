-- Whoever books a time that is on offer has filled it. The agenda is locked by then, and slots come after it.
create function app.tg_session_events__fill_waiting_slots()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  for v_id in
    select w.id from public.sessions s
    join public.waiting_slots w on w.tenant_id = s.tenant_id and w.therapist_id = s.therapist_id and w.status = 'open'
      and w.starts_at < s.ends_at and w.ends_at > s.starts_at
    where s.tenant_id = new.tenant_id and s.id = new.session_id and s.blocks_time
    order by w.id for update of w
  loop
    perform app.close_waiting_slot(new.tenant_id, v_id, 'filled', 'filled');
  end loop;
  return null;
end;
$$;
revoke execute on function app.tg_session_events__fill_waiting_slots() from public, anon, authenticated;
