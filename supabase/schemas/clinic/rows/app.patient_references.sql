insert into app.patient_references (table_name, column_name, set_column, place_columns, demoted, keeps_copy, moves) values
  ('public.contact_phones', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true),
  ('public.contact_emails', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true),
  ('public.patient_relations', 'patient_id', null, '{is_payer,position}', '{"is_payer": false}', true, true),
  ('public.patient_conversations', 'patient_id', null, '{}', null, true, true),
  ('public.patients', 'merged_into_id', null, '{}', null, false, false),
  ('public.patient_merges', 'survivor_id', null, '{}', null, false, false),
  ('public.patient_merges', 'merged_id', null, '{}', null, false, false),
  ('public.patient_distinctions', 'low_id', null, '{}', null, false, false),
  ('public.patient_distinctions', 'high_id', null, '{}', null, false, false)
on conflict (table_name, column_name) do update set set_column = excluded.set_column, place_columns = excluded.place_columns,
  demoted = excluded.demoted, keeps_copy = excluded.keeps_copy, moves = excluded.moves;
