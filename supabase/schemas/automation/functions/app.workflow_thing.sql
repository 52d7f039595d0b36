create function app.workflow_thing(p_occurrence jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(p_occurrence ->> 'lot_id', p_occurrence ->> 'variant_id', p_occurrence ->> 'purchase_id');
$$;
comment on function app.workflow_thing(jsonb) is
  'What something that happened is about where it is about nobody: a lot, a variant or a purchase.';
revoke execute on function app.workflow_thing(jsonb) from public, anon, authenticated;
