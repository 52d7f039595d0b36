insert into public.intake_fields (key, unit, kinds, allowed, position) values
  ('full_name', 'full_name', '{text}', null, 10),
  ('social_name', 'social_name', '{text}', null, 20),
  ('pronoun', 'pronoun', '{choice}', '{ela,ele,elu}', 30),
  ('gender', 'gender', '{choice}', '{cis_woman,cis_man,trans_woman,trans_man,travesti,non_binary,other,undisclosed}', 40),
  ('birth_date', 'birth_date', '{date}', null, 50),
  ('cpf', 'cpf', '{cpf}', null, 60),
  ('address', 'address', '{address}', null, 70),
  ('phone', 'phone', '{phone}', null, 80),
  ('email', 'email', '{email}', null, 90),
  ('guardian.full_name', 'guardian', '{text}', null, 100),
  ('guardian.kinship', 'guardian', '{choice}', '{mother,father,guardian,grandparent,sibling,other}', 110),
  ('guardian.phone', 'guardian', '{phone}', null, 120),
  ('guardian.email', 'guardian', '{email}', null, 130),
  ('guardian.cpf', 'guardian', '{cpf}', null, 140),
  ('emergency.full_name', 'emergency', '{text}', null, 150),
  ('emergency.kinship', 'emergency', '{choice}', '{mother,father,guardian,spouse,partner,child,sibling,grandparent,other}', 160),
  ('emergency.phone', 'emergency', '{phone}', null, 170)
on conflict (key) do update set unit = excluded.unit, kinds = excluded.kinds, allowed = excluded.allowed, position = excluded.position;
