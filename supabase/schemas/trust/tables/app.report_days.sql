-- What happened on a day, counted: reports add these up.
create table app.report_days (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  day date not null,
  measure text not null,
  person_id uuid not null,
  channel_id uuid not null,
  number bigint not null,
  total bigint not null,
  counts integer[] not null,
  primary key (tenant_id, day, measure, person_id, channel_id),
  constraint measure_is_known check (
    measure in ('received', 'sent', 'automatic', 'answer_open', 'answer_clock', 'closing_open', 'closing_clock'))
);

alter table app.report_days enable row level security;

create policy select_nobody on app.report_days for select to authenticated using (false);

comment on table app.report_days is 'What app.count_report_days says, kept; app.report_rows adds what app.report_changes has not told it yet.';
comment on column app.report_days.day is 'In the clinic''s time: of a message its own, of an answer that of the question, of a closing that of the closing.';
comment on column app.report_days.measure is 'Messages (received, sent by a person, automatic), or durations: first answers and closings, in minutes of open hours or of the clock.';
comment on column app.report_days.person_id is 'Who wrote, answered or closed; all zeros: nobody who is known.';
comment on column app.report_days.channel_id is 'Of messages; all zeros: of durations.';
comment on column app.report_days.total is 'Of durations the minutes, added up.';
comment on column app.report_days.counts is 'How many of it in each slot: of messages the hour (1 is midnight), of durations app.duration_slot.';

grant select, insert, update, delete on app.report_days to service_role;
