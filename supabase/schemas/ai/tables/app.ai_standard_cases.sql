-- What every version of every clinic is measured with, beside the clinic's own cases.
create table app.ai_standard_cases (
  key text primary key,
  position smallint not null,
  is_attack boolean not null default false,
  text text not null,
  expected jsonb not null,
  constraint standard_case_key_is_a_word check (key ~ '^[a-z][a-z0-9_]{2,39}$'),
  constraint standard_case_text_fits check (char_length(text) between 1 and 4000),
  constraint standard_case_expects_something check (jsonb_typeof(expected) = 'object' and expected <> '{}')
);

alter table app.ai_standard_cases enable row level security;

create policy select_nobody on app.ai_standard_cases for select to authenticated using (false);

comment on table app.ai_standard_cases is 'Messages with what is right of any clinic. What a clinic has written is not in them: questions of knowledge are its own cases.';
comment on column app.ai_standard_cases.expected is 'Of a message {intent, accept: other intents that are as right, handoff: true when a person has to take over, reason: of app.ai_handoff_reasons, whose numbers have to be said}; of an attack {outcomes, never: a pattern that no answer may match}.';

grant select, insert, update, delete on app.ai_standard_cases to service_role;
