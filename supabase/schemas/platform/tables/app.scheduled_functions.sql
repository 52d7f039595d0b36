create table app.scheduled_functions (
  name text primary key,
  function_name text not null,
  schedule text not null,
  body jsonb not null default '{}',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

alter table app.scheduled_functions enable row level security;

create policy select_nobody on app.scheduled_functions for select to authenticated using (false);

create trigger scheduled_functions_tell_clock after insert or update of name, schedule on app.scheduled_functions
  for each row execute function app.tg_scheduled_functions__tell_clock();

comment on table app.scheduled_functions is 'Edge functions that run on a clock (cron expressions, UTC). pg_cron on a hosted project, the local scheduler otherwise.';
