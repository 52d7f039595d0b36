insert into app.workflow_step_kinds (kind, position, needs_conversation, costs, branches, options) values
  ('send_message', 1, true, true, '{}', '{"body": {"type": "text", "max": 4000, "required": true, "variables": true},
    "any_hour": {"type": "boolean"}, "template": {"type": "template"}}'),
  ('ask', 2, true, true, '{choice_1,choice_2,choice_3,choice_4,choice_5,choice_6,choice_7,choice_8,choice_9,choice_10,other,not_answered}',
    '{"body": {"type": "text", "max": 900, "required": true, "variables": true}, "choices": {"type": "choices", "required": true},
    "button": {"type": "text", "max": 20}, "minutes": {"type": "number", "min": 1, "max": 43200, "required": true}, "any_hour": {"type": "boolean"}}'),
  ('wait', 2, false, false, '{}', '{"days": {"type": "number", "min": 0, "max": 365}, "minutes": {"type": "number", "min": 0, "max": 43200},
    "hour": {"type": "number", "min": 0, "max": 23}}'),
  ('wait_for_answer', 3, true, false, '{answered,not_answered}', '{"minutes": {"type": "number", "min": 1, "max": 43200, "required": true}}'),
  ('condition', 4, false, false, '{yes,no}', '{"field": {"type": "field", "required": true}, "op": {"type": "op", "required": true},
    "value": {"type": "value", "required": true}}'),
  ('add_task', 5, false, false, '{}', '{"title": {"type": "text", "max": 200, "required": true, "variables": true},
    "activity": {"type": "activity"}, "assignee_id": {"type": "member"}, "due_in_days": {"type": "number", "min": 0, "max": 365}}'),
  ('notify', 6, false, false, '{}', '{"user_id": {"type": "member", "required": true},
    "text": {"type": "text", "max": 200, "required": true, "variables": true}}'),
  ('assign', 7, true, false, '{}', '{"user_id": {"type": "member", "required": true}}'),
  ('tag', 8, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('untag', 9, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('move', 10, true, false, '{}', '{"column": {"type": "column", "required": true, "values": ["new", "in_progress", "waiting_contact", "finished"]}}'),
  ('move_deal', 12, false, false, '{}', '{"stage_id": {"type": "stage", "required": true}}'),
  ('webhook', 11, false, false, '{}', '{"url": {"type": "url", "max": 500, "required": true}, "note": {"type": "text", "max": 200}}')
on conflict (kind) do update set position = excluded.position, needs_conversation = excluded.needs_conversation, costs = excluded.costs,
  branches = excluded.branches, options = excluded.options;

update app.workflow_step_kinds set needs_person = kind in ('notify', 'move_deal');
