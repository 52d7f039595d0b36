-- What somebody of the clinic asked the model for: a suggestion, a summary, other words, the draft of a note. No text is kept.
create table public.ai_assists (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  kind text not null,
  asked_by uuid not null,
  thread_id uuid,
  patient_id uuid,
  state text not null default 'open',
  reason text,
  reserved_microcents bigint not null default 0,
  model text,
  prompt_tokens integer not null default 0,
  completion_tokens integer not null default 0,
  cost_microcents bigint not null default 0,
  latency_ms integer,
  opened_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint assist_kind_is_known check (kind in ('reply', 'summary', 'rewrite', 'translate', 'note')),
  constraint assist_state_is_known check (state in ('open', 'done', 'refused', 'failed', 'cancelled', 'lost')),
  constraint assist_ends_once check ((finished_at is null) = (state = 'open')),
  constraint assist_cost_is_not_negative check (cost_microcents >= 0 and reserved_microcents >= 0)
);

alter table public.ai_assists enable row level security;

-- what never came to an end gives back what was reserved for it
create index ai_assists_open on public.ai_assists (tenant_id, opened_at) where state = 'open';
create index ai_assists_newest on public.ai_assists (tenant_id, opened_at desc, id desc);
create index ai_assists_thread on public.ai_assists (tenant_id, thread_id) where thread_id is not null;
create index ai_assists_patient on public.ai_assists (tenant_id, patient_id) where patient_id is not null;

create policy select_leaders on public.ai_assists for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

comment on table public.ai_assists is 'open → done, refused (what the model wrote may not be shown: reason), failed (it did not answer: reason), cancelled, or lost: nobody brought an end within five minutes. Texts are in no column.';
comment on column public.ai_assists.cost_microcents is 'Millionths of a cent.';

-- No write grants: begin_assist and finish_assist decide.
revoke all on public.ai_assists from anon, authenticated;
grant select on public.ai_assists to authenticated;
grant select, insert, update, delete on public.ai_assists to service_role;
