insert into app.retention_targets (key, position, table_name, condition, act, act_set, least_days, usual_days) values
  ('raw_events', 10, 'app.webhook_events', 't.received_at < $2 and t.raw <> ''{}''', 'update', 'raw = ''{}''', 30, 90),
  ('strangers', 20, 'public.conversation_threads', 't.last_message_at < $2 and not t.is_group and not exists (select from app.patients_of_thread(t.tenant_id, t.id)) and not exists (select from public.intake_invites i where i.tenant_id = t.tenant_id and i.thread_id = t.id)', 'delete', null, 90, 365),
  ('finished_tasks', 30, 'public.tasks', 't.done_at < $2', 'delete', null, 30, 365),
  ('declined_bookings', 40, 'public.online_bookings', 't.status = ''declined'' and t.decided_at < $2', 'delete', null, 30, 180)
on conflict (key) do update set position = excluded.position, table_name = excluded.table_name, condition = excluded.condition,
  act = excluded.act, act_set = excluded.act_set, least_days = excluded.least_days, usual_days = excluded.usual_days;
