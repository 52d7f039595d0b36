create table public.intake_form_versions (
  tenant_id uuid not null,
  form_id uuid not null,
  version integer not null,
  definition jsonb not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, form_id, version),
  foreign key (tenant_id, form_id) references public.intake_forms (tenant_id, id) on delete cascade
);

alter table public.intake_form_versions enable row level security;

create policy select_members on public.intake_form_versions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.intake_form_versions is
  'What a form asks: {sections: [{key, title, help, is_clinical, when, questions: [{key, kind, label, help, required, options, when, field}]}]}, as app.checked_intake_definition leaves it. Never changed.';

-- No write grants: save_intake_form decides.
revoke all on public.intake_form_versions from anon, authenticated;
grant select on public.intake_form_versions to authenticated;
grant select, insert, update, delete on public.intake_form_versions to service_role;
