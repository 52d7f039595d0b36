-- A hold says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
