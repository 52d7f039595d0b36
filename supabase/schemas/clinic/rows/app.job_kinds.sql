-- A notice says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
