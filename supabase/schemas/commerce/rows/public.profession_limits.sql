insert into public.profession_limits (council, feature, source) values
  ('CRP', 'coupons', 'Código de Ética Profissional do Psicólogo, art. 20, d'),
  ('CRP', 'packages', 'Código de Ética Profissional do Psicólogo, art. 20, d'),
  ('CRP', 'reviews', 'CRP-PR: depoimentos')
on conflict (council, feature) do update set source = excluded.source;
