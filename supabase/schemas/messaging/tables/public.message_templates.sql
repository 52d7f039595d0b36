create table public.message_templates (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  name text not null,
  language text not null,
  category text,
  body text not null,
  variables jsonb not null default '[]',
  extras jsonb not null default '[]',
  status text not null,
  rejection_reason text,
  quality text,
  synced_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint template_is_stored_once unique (tenant_id, channel_id, external_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint template_status_is_known check (status in ('approved', 'pending', 'rejected', 'paused', 'disabled', 'unsubmitted')),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint external_id_is_a_provider_id check (external_id ~ '^(HX[0-9a-zA-Z]{30,32}|[0-9]{1,32})$'),
  constraint variables_are_a_list check (jsonb_typeof(variables) = 'array'),
  constraint extras_are_a_list check (jsonb_typeof(extras) = 'array')
);

alter table public.message_templates enable row level security;

create policy select_members on public.message_templates for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.message_templates is 'Message templates of a channel as the provider listed them last; kept up by app.replace_message_templates.';
comment on column public.message_templates.variables is 'What has to be filled in, in order of appearance: [{key, example}].';
comment on column public.message_templates.extras is 'What the patient reads around the text, for the preview: [{kind: title|footer|button|detail, text}]; a detail is another text with variables, such as the address behind a button.';
comment on column public.message_templates.quality is 'How people take it, in the words of WhatsApp (green, yellow, red); NULL where nobody says.';
comment on column public.message_templates.updated_at is 'When the template itself changed; synced_at is when it was last seen.';

-- No write grants: the provider's list is the truth, and only the sync writes it down.
revoke all on public.message_templates from anon, authenticated;
grant select on public.message_templates to authenticated;
grant select, insert, update, delete on public.message_templates to service_role;
