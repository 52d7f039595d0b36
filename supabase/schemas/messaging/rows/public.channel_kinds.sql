insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files, history_days, has_pictures, human_window_hours, asks_for_profiles,
  max_buttons, max_rows, only_answers) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1, 30, true, null, false, 0, 0, false),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1, null, false, null, false, 0, 0, false),
  ('whatsapp_cloud', 'whatsapp', 'WhatsApp Cloud', 30, true, false, false, 4096, 24, 1024, true, true, true, true, true, true, null, null, 1, null, false, null, false, 3, 10, false),
  -- an answer by hand is taken for seven days (HUMAN_AGENT)
  ('messenger', 'messenger', 'Messenger', 40, true, false, false, 2000, 24, null, false, true, true, false, false, false, null, null, 1, null, true, 168, true, 10, 0, false),
  ('instagram', 'instagram', 'Instagram', 50, true, false, false, 1000, 24, null, true, true, true, false, false, false, null, null, 1, null, true, 168, true, 10, 0, false),
  -- a page that the visitor looks at: what goes out by itself goes while they may be there, a person may answer as long as the page opens
  ('shop_chat', 'shop_chat', 'Chat da loja', 60, true, false, false, 2000, 24, null, false, false, false, false, false, false, null, null, 0, null, false, 720, false, 0, 0, true)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files,
  history_days = excluded.history_days, has_pictures = excluded.has_pictures, human_window_hours = excluded.human_window_hours,
  asks_for_profiles = excluded.asks_for_profiles, max_buttons = excluded.max_buttons, max_rows = excluded.max_rows,
  only_answers = excluded.only_answers;
