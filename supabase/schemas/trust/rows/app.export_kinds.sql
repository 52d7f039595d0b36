insert into app.export_kinds (key, roles, lifetime_hours, check_function, file_name, extension) values
  ('person', '{owner,admin,supervisor,therapist}', 72, 'app.check_person_export', 'dados-da-pessoa', 'zip'),
  ('erasure_certificate', '{owner,admin}', 72, 'app.check_erasure_certificate', 'certificado-de-eliminacao', 'pdf'),
  ('clinic', '{owner}', 72, 'app.check_clinic_export', 'clinica', 'zip'),
  ('therapist', '{owner,admin,supervisor,therapist}', 72, 'app.check_therapist_export', 'meus-pacientes', 'zip'),
  ('list', '{owner,admin,supervisor,therapist,operator}', 72, 'app.check_list_export', 'lista', 'zip')
on conflict (key) do update set
  roles = excluded.roles, lifetime_hours = excluded.lifetime_hours, check_function = excluded.check_function,
  file_name = excluded.file_name, extension = excluded.extension;
