insert into public.notification_kinds (kind, about) values ('alert', 'alert')
on conflict (kind) do update set about = excluded.about;
