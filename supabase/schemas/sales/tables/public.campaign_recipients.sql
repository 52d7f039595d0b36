-- What became of each person of a campaign. The id is the client id of the message: however often it is tried, it is one.
create table public.campaign_recipients (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  campaign_id uuid not null,
  position integer not null,
  person_key uuid not null,
  patient_id uuid,
  contact_id uuid,
  thread_id uuid,
  thread_key text,
  name text not null default '',
  phone text,
  address text,
  variant text not null default 'a',
  fills jsonb not null default '{}',
  hold_id uuid,
  hold_position integer,
  credits integer not null default 0,
  state text not null default 'queued',
  reason text,
  message_id uuid,
  taken_at timestamptz,
  replied_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint planned_once unique (tenant_id, campaign_id, person_key),
  foreign key (tenant_id, campaign_id) references public.campaigns (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint state_is_known check (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped')),
  constraint variant_is_known check (variant in ('a', 'b')),
  constraint name_is_one_plain_line check (name = '' or name = app.normalize_name(name)),
  constraint skipped_ones_say_why check (state <> 'skipped' or reason is not null)
);

alter table public.campaign_recipients enable row level security;

-- of one address, one message
create unique index campaign_recipients_address on public.campaign_recipients (tenant_id, campaign_id, address) where state <> 'skipped';
create index campaign_recipients_queued on public.campaign_recipients (tenant_id, campaign_id, position) where state = 'queued';
create index campaign_recipients_sending on public.campaign_recipients (tenant_id, campaign_id) where state = 'sending';
create index campaign_recipients_taken on public.campaign_recipients (tenant_id, taken_at) where taken_at is not null;
create index campaign_recipients_page on public.campaign_recipients (tenant_id, campaign_id, position, id);
create index campaign_recipients_patient on public.campaign_recipients (tenant_id, patient_id) where patient_id is not null;
create index campaign_recipients_contact on public.campaign_recipients (tenant_id, contact_id) where contact_id is not null;
create index campaign_recipients_thread on public.campaign_recipients (tenant_id, thread_id, taken_at desc) where thread_id is not null;

create policy select_desk on public.campaign_recipients for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.campaign_recipients is 'Who gets a campaign: name, address, version of the text and values as they were when it started, and what became of the message.';
comment on column public.campaign_recipients.person_key is 'Patient, contact or conversation, as the audience names them: planned once, whoever is killed meanwhile.';
comment on column public.campaign_recipients.address is 'Phone, or the key of the conversation of somebody without one. Two people with one phone get one message.';
comment on column public.campaign_recipients.hold_position is 'The first of its credits in the hold.';
comment on column public.campaign_recipients.state is 'queued until the message is written, then what the message says (a trigger keeps it), or skipped with the reason.';

-- No write grants: the worker writes them.
revoke all on public.campaign_recipients from anon, authenticated;
grant select on public.campaign_recipients to authenticated;
grant select, insert, update, delete on public.campaign_recipients to service_role;
