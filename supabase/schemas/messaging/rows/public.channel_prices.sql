insert into public.channel_prices (kind, category, valid_from, credits) values
  ('twilio', 'any', '2000-01-01 00:00:00+00', 1),
  ('whatsapp_cloud', 'any', '2000-01-01 00:00:00+00', 1)
on conflict (kind, category, valid_from) do update set credits = excluded.credits;
