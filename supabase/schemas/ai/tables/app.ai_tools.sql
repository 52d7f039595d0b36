-- What the assistant may ask of the clinic, and do.
create table app.ai_tools (
  name text primary key,
  position smallint not null,
  function text not null,
  description text not null,
  parameters jsonb not null,
  needs_module text references public.modules (key) on delete restrict,
  needs_patient boolean not null default false,
  confirms boolean not null default false,
  is_effect boolean not null default false,
  constraint tool_is_a_word check (name ~ '^[a-z][a-z_]{2,39}$'),
  constraint tool_function_is_of_app check (function ~ '^app\.assistant_[a-z_]+$'),
  constraint what_is_confirmed_is_an_effect check (is_effect or not confirms)
);

alter table app.ai_tools enable row level security;

create policy select_nobody on app.ai_tools for select to authenticated using (false);

create index ai_tools_module on app.ai_tools (needs_module) where needs_module is not null;

comment on table app.ai_tools is 'function: (tenant uuid, thread uuid, patient uuid, args jsonb, does boolean, now timestamptz) returns jsonb {ok, data, words} or {ok: false, error, detail}; does false only looks whether it could.';
comment on column app.ai_tools.confirms is 'Nothing happens before the person says yes to it.';

grant select, insert, update, delete on app.ai_tools to service_role;
