-- When campaigns may be sent. Reference data: what the law says of hours is a row.
create table app.campaign_hours (
  weekday smallint primary key,
  opens time not null,
  closes time not null,
  constraint weekday_is_of_iso check (weekday between 1 and 7),
  constraint opens_before_it_closes check (opens < closes)
);

alter table app.campaign_hours enable row level security;

create policy select_nobody on app.campaign_hours for select to authenticated using (false);

comment on table app.campaign_hours is 'Hours of the clinic''s zone, by ISO weekday; a day without a row, and a holiday, has none.';
