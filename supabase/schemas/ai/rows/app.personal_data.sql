insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.ai_people', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whom the assistant is tried with'),
  ('public.ai_conversations', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whether the assistant answers a conversation; what it said is in messages'),
  ('public.ai_turns', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how the assistant came to what it said; that is in messages'),
  ('public.ai_tool_calls', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant looked up; sessions and orders are in their own parts'),
  ('public.ai_proposals', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant asked before it did it; that is in messages'),
  ('public.ai_assists', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how often people of the clinic were helped to write; no text'),
  ('app.key_proposals', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what a program of the clinic asked before it did it; sessions are in their own part'),
  ('public.ai_ratings', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how they found it; the question and the answer are in messages'),
  ('public.ai_cases', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 57, null, 'messages that the assistant is measured with')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;
