insert into app.timeline_kinds (kind, position, function_name) values ('assistant', 6, 'app.timeline_assistant')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;
