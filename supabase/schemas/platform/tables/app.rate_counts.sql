create table app.rate_counts (
  key text primary key,
  began_at timestamptz not null default now(),
  count integer not null default 1
);

alter table app.rate_counts enable row level security;

create index rate_counts_began on app.rate_counts (began_at);

create policy select_nobody on app.rate_counts for select to authenticated using (false);

comment on table app.rate_counts is
  'How often callers without an account asked, by what they are known by: app.take_turn counts here. Keys hold hashes, no addresses.';
