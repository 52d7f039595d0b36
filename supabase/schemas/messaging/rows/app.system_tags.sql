insert into app.system_tags (key, name, color, position) values
  ('urgent', 'Urgente', 'red', 10),
  ('new_patient', 'Novo paciente', 'blue', 20),
  ('scheduling', 'Agendamento', 'violet', 30),
  ('payment', 'Financeiro', 'amber', 40),
  ('return', 'Retorno', 'green', 50)
on conflict (key) do update set name = excluded.name, color = excluded.color, position = excluded.position;

-- clinics that were there before the tags
insert into public.conversation_tags (tenant_id, name, name_key, color, position, system_key)
select t.id, s.name, app.normalize_text(s.name), s.color, s.position, s.key from public.tenants t cross join app.system_tags s
on conflict do nothing;
