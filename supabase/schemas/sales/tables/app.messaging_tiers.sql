-- How many people a number may write to first within 24 hours, by WhatsApp's word for it. Reference data.
create table app.messaging_tiers (
  key text primary key,
  people integer
);

alter table app.messaging_tiers enable row level security;

create policy select_nobody on app.messaging_tiers for select to authenticated using (false);

comment on table app.messaging_tiers is 'people is NULL where there is no limit.';
