insert into app.patient_references (table_name, column_name, set_column, place_columns, demoted, keeps_copy, moves, is_counted) values
  ('public.contact_phones', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true, true),
  ('public.contact_emails', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true, true),
  ('public.patient_relations', 'patient_id', null, '{is_payer,position}', '{"is_payer": false}', true, true, true),
  ('public.patient_conversations', 'patient_id', null, '{}', null, true, true, true),
  ('public.private_notes', 'patient_id', null, '{}', null, false, true, false),
  ('public.record_reads', 'patient_id', null, '{}', null, false, true, false),
  ('public.record_break_glass', 'patient_id', null, '{}', null, false, true, false),
  ('public.patients', 'merged_into_id', null, '{}', null, false, false, true),
  ('public.patient_merges', 'survivor_id', null, '{}', null, false, false, true),
  ('public.patient_merges', 'merged_id', null, '{}', null, false, false, true),
  ('public.conversation_session_reminders_logs', 'patient_id', null, '{}', null, false, false, false),
  ('public.patient_distinctions', 'low_id', null, '{}', null, false, false, true),
  ('public.patient_distinctions', 'high_id', null, '{}', null, false, false, true)
on conflict (table_name, column_name) do update set set_column = excluded.set_column, place_columns = excluded.place_columns,
  demoted = excluded.demoted, keeps_copy = excluded.keeps_copy, moves = excluded.moves,
  is_counted = excluded.is_counted;
