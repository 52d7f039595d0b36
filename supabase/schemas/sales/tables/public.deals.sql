-- Something that somebody may buy.
create table public.deals (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  title text not null,
  sort_key text not null generated always as (app.normalize_text(title)) stored,
  pipeline_id uuid not null,
  stage_id uuid not null,
  status text not null default 'open',
  value_cents bigint not null default 0,
  contact_id uuid,
  company_id uuid,
  thread_id uuid,
  owner_id uuid,
  origin text not null default 'manual' references public.lead_origins (key) on delete restrict,
  expected_on date,
  lost_reason_id uuid,
  lost_note text,
  note text,
  custom jsonb not null default '{}',
  version integer not null default 1,
  stage_since timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, pipeline_id, stage_id) references public.pipeline_stages (tenant_id, pipeline_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, lost_reason_id) references public.deal_lost_reasons (tenant_id, id) on delete cascade,
  constraint title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 2 and 120),
  constraint status_is_known check (status in ('open', 'won', 'lost')),
  constraint what_is_over_has_an_end check ((status = 'open') = (closed_at is null)),
  constraint value_is_an_amount check (value_cents between 0 and 100000000000),
  constraint texts_fit check (char_length(lost_note) <= 500 and char_length(note) <= 4000)
);

alter table public.deals enable row level security;

create policy select_desk on public.deals for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

-- a column of the board, and the list
create index deals_of_stage on public.deals (tenant_id, pipeline_id, stage_id, status, stage_since desc, id desc);
create index deals_newest on public.deals (tenant_id, created_at desc, id desc);
create index deals_by_title on public.deals (tenant_id, sort_key, id);
create index deals_contact on public.deals (tenant_id, contact_id) where contact_id is not null;
create index deals_company on public.deals (tenant_id, company_id) where company_id is not null;
create index deals_thread on public.deals (tenant_id, thread_id) where thread_id is not null;
create index deals_owner on public.deals (tenant_id, owner_id) where owner_id is not null;
create index deals_reason on public.deals (tenant_id, lost_reason_id) where lost_reason_id is not null;
create index deals_origin on public.deals (origin);

create trigger deals_touch before update on public.deals
  for each row execute function app.tg_any__touch_updated_at();

create trigger deals_index_words after insert or delete or update of title, contact_id, company_id on public.deals
  for each row execute function app.tg_deals__index_words();

comment on table public.deals is 'Deals of a clinic. version rises with every change: who changes what somebody else changed meanwhile is told.';
comment on column public.deals.stage_since is 'Since when it stands where it stands: rotting is counted from here.';

-- No write grants: save_deal, move_deal and close_deal decide.
revoke all on public.deals from anon, authenticated;
grant select on public.deals to authenticated;
grant select, insert, update, delete on public.deals to service_role;
