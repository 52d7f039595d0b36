insert into public.notification_kinds (kind, about) values ('assistant_handoff', 'conversation')
on conflict (kind) do update set about = excluded.about;
