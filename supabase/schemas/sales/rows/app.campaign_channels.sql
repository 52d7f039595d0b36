insert into app.campaign_channels (kind, needs_template, needs_switch, most_per_minute) values
  ('whatsapp_cloud', true, false, 2400), ('twilio', true, false, 600), ('evolution', false, true, 6)
on conflict (kind) do update set needs_template = excluded.needs_template, needs_switch = excluded.needs_switch,
  most_per_minute = excluded.most_per_minute;
