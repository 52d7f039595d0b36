-- A document says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, revive_function, summary_function) values
  ('index_document', 90, 8, 'app.give_up_indexing', 'app.revive_indexing', 'app.indexing_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.job_kinds (kind, is_listed) values ('refresh_catalogue', false), ('forget_document', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A turn says itself what became of it; whoever does not get it done hands over to a person.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('answer_conversation', 120, 4, 5, 30, false, 'app.give_up_turn')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Asked once, or not at all: whoever is not asked within the attempts is left in peace.
insert into app.job_kinds (kind, is_listed) values ('ask_rating', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Every case is kept as it is answered: whoever takes the job after a crash goes on with those that are left.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, revive_function, summary_function) values
  ('evaluate_prompt', 300, 5, 5, 60, 'app.give_up_evaluation', 'app.revive_evaluation', 'app.evaluation_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;
