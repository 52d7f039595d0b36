-- Somebody who may become a customer and about whom little is known yet.
create table public.crm_leads (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  full_name text not null,
  sort_key text not null generated always as (app.normalize_text(full_name)) stored,
  email text,
  phone text,
  more_emails text[] not null default '{}',
  more_phones text[] not null default '{}',
  company text,
  origin text not null default 'manual' references public.lead_origins (key) on delete restrict,
  origin_detail text,
  status text not null default 'new',
  score smallint not null default 0,
  owner_id uuid,
  thread_id uuid,
  form_id uuid,
  message text,
  note text,
  utm jsonb not null default '{}',
  custom jsonb not null default '{}',
  contact_id uuid,
  deal_id uuid,
  converted_at timestamptz,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, form_id) references public.lead_forms (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, deal_id) references public.deals (tenant_id, id) on delete cascade,
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name) and char_length(full_name) between 2 and 120),
  constraint email_is_one_address check (email is null or app.is_email(email)),
  constraint phone_is_e164 check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  constraint status_is_known check (status in ('new', 'contacted', 'qualified', 'converted', 'discarded')),
  constraint who_is_converted_says_when check ((status = 'converted') = (converted_at is not null)),
  constraint texts_fit check (char_length(company) <= 120 and char_length(origin_detail) <= 100 and char_length(message) <= 2000 and char_length(note) <= 2000)
);

alter table public.crm_leads enable row level security;

create policy select_desk on public.crm_leads for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index crm_leads_newest on public.crm_leads (tenant_id, created_at desc, id desc);
create index crm_leads_by_score on public.crm_leads (tenant_id, score desc, id desc);
-- who writes twice is one lead
create index crm_leads_email on public.crm_leads (tenant_id, email) where email is not null;
create index crm_leads_phone on public.crm_leads (tenant_id, phone) where phone is not null;
create index crm_leads_more_emails on public.crm_leads using gin (tenant_id, more_emails) where more_emails <> '{}';
create index crm_leads_more_phones on public.crm_leads using gin (tenant_id, more_phones) where more_phones <> '{}';
create index crm_leads_owner on public.crm_leads (tenant_id, owner_id) where owner_id is not null;
create index crm_leads_thread on public.crm_leads (tenant_id, thread_id) where thread_id is not null;
create index crm_leads_form on public.crm_leads (tenant_id, form_id) where form_id is not null;
create index crm_leads_contact on public.crm_leads (tenant_id, contact_id) where contact_id is not null;
create index crm_leads_deal on public.crm_leads (tenant_id, deal_id) where deal_id is not null;
create index crm_leads_origin on public.crm_leads (origin);

create trigger crm_leads_touch before update on public.crm_leads
  for each row execute function app.tg_any__touch_updated_at();

create trigger crm_leads_index_words after insert or update or delete on public.crm_leads
  for each row execute function app.tg_crm_leads__index_words();

comment on table public.crm_leads is 'Leads of a clinic. convert_lead makes a deal and a contact or patient of one, once.';
comment on column public.crm_leads.more_phones is 'Further numbers of somebody who has several; phone is the one to call. more_emails likewise.';
comment on column public.crm_leads.origin_detail is 'What a file called it (a fair, a campaign), in the clinic''s words.';
comment on column public.crm_leads.score is 'Sum of the points of lead_score_rules that hold, written by every change of the lead and of the rules.';
comment on column public.crm_leads.utm is 'Where a visitor of the site came from: {source, medium, campaign, term, content}.';

-- No write grants: save_lead and convert_lead decide.
revoke all on public.crm_leads from anon, authenticated;
grant select on public.crm_leads to authenticated;
grant select, insert, update, delete on public.crm_leads to service_role;
