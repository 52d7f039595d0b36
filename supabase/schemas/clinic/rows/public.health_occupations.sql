insert into public.health_occupations (code, name, councils, position) values
  ('255', 'Psicólogo', '{CRP}', 10),
  ('225', 'Médico', '{CRM}', 20),
  ('226', 'Dentista', '{CRO}', 30),
  ('230', 'Fonoaudiólogo', '{CREFONO}', 40),
  ('231', 'Fisioterapeuta', '{CREFITO}', 50),
  ('232', 'Terapeuta ocupacional', '{CREFITO}', 60)
on conflict (code) do update set name = excluded.name, councils = excluded.councils, position = excluded.position;
