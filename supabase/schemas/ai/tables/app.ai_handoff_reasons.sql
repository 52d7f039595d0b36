-- Why the assistant hands over, and what it says then.
create table app.ai_handoff_reasons (
  reason text primary key,
  is_urgent boolean not null default false,
  text text not null,
  title text not null,
  numbers text,
  constraint handoff_reason_is_a_word check (reason ~ '^[a-z][a-z_]{2,39}$'),
  constraint urgent_names_a_number check (is_urgent = (numbers is not null))
);

alter table app.ai_handoff_reasons enable row level security;

create policy select_nobody on app.ai_handoff_reasons for select to authenticated using (false);

comment on table app.ai_handoff_reasons is 'is_urgent: said at once, whatever hours and budget say, and somebody is alerted. numbers: a pattern of the emergency numbers that another text has to hold to be sent in its place.';

grant select, insert, update, delete on app.ai_handoff_reasons to service_role;
