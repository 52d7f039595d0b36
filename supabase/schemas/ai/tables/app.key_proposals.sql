-- What an assistant of the clinic's own would do with a key, once it says so a second time.
create table app.key_proposals (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  key_id uuid not null,
  tool text not null,
  arguments_hash text not null,
  patient_id uuid,
  state text not null default 'open',
  result jsonb,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, key_id) references public.api_keys (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint key_proposal_state_is_known check (state in ('open', 'done', 'failed'))
);

alter table app.key_proposals enable row level security;

create index key_proposals_asked on app.key_proposals (tenant_id, key_id, tool, arguments_hash, id desc);
create index key_proposals_patient on app.key_proposals (tenant_id, patient_id) where patient_id is not null;
create index key_proposals_created on app.key_proposals (tenant_id, created_at);

create policy select_nobody on app.key_proposals for select to authenticated using (false);

comment on table app.key_proposals is 'open → done or failed, once: the same confirmation within its time is answered by result. Kept for a day.';

grant select, insert, update, delete on app.key_proposals to service_role;
