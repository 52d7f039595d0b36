insert into app.segment_types (key, position, ops) values
  ('text', 1, '{eq,neq,contains,starts,ends,in,is_empty}'),
  ('list', 2, '{eq,neq,contains,in,is_empty}'),
  ('number', 3, '{gte,lte,eq,neq,in,is_empty}'),
  ('boolean', 4, '{eq,neq,is_empty}'),
  ('day', 5, '{before,after,gte,lte,eq,neq,in,is_empty}'),
  ('moment', 6, '{before,after,gte,lte,is_empty}')
on conflict (key) do update set position = excluded.position, ops = excluded.ops;
