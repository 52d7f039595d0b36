-- Councils whose professions may not advertise with prices. Reference data.
create table app.offer_councils (
  council text primary key,
  law text not null
);

alter table app.offer_councils enable row level security;

create policy select_nobody on app.offer_councils for select to authenticated using (false);

comment on table app.offer_councils is 'A clinic with a therapist of such a council confirms an offer before it is sent.';
