insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.ai_documents', 170, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;
