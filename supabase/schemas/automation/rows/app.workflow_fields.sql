insert into app.workflow_fields (field, position, ops, value) values
  ('patient.is_known', 1, '{is}', 'boolean'), ('patient.future_session', 2, '{is}', 'boolean'), ('patient.age', 3, '{gte,lte}', 'number'),
  ('conversation.tag', 4, '{has,has_not}', 'tag'), ('conversation.assigned', 5, '{is}', 'boolean'),
  ('message.text', 6, '{contains,not_contains}', 'text'), ('run.answer', 7, '{contains,not_contains}', 'text'),
  ('clinic.open', 8, '{is}', 'boolean'), ('patient.segment', 9, '{has,has_not}', 'segment')
on conflict (field) do update set position = excluded.position, ops = excluded.ops, value = excluded.value;
