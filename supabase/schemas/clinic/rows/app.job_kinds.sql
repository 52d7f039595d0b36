-- A notice says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;
