-- What a timeline is made of. Reference data.
create table app.timeline_kinds (
  kind text primary key,
  position smallint not null,
  function_name text not null
);

alter table app.timeline_kinds enable row level security;

create policy select_nobody on app.timeline_kinds for select to authenticated using (false);

comment on table app.timeline_kinds is 'Kinds of rows of a timeline, and the function that reads each: (clinic, subject {contact_id, patient_id, company_id, deal_id, lead_id, threads}, before, limit) returns (id, at, data).';
