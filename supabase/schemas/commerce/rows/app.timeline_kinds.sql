insert into app.timeline_kinds (kind, position, function_name) values ('order', 5, 'app.timeline_orders')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;
