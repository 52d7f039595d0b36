insert into public.lead_origins (key, position) values
  ('manual', 1), ('whatsapp', 2), ('site_form', 3), ('csv', 4), ('dinamize', 5), ('referral', 6)
on conflict (key) do update set position = excluded.position;
