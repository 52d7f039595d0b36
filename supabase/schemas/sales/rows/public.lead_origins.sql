insert into public.lead_origins (key, position, family) values
  ('manual', 1, null), ('whatsapp', 2, 'whatsapp'), ('site_form', 3, null), ('csv', 4, null), ('dinamize', 5, null), ('referral', 6, null), ('shop', 7, 'shop_chat')
on conflict (key) do update set position = excluded.position, family = excluded.family;
