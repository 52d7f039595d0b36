-- Forms for the site of a clinic: what is sent becomes a lead.
create table public.lead_forms (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  title text not null,
  intro text,
  thanks text,
  asks_company boolean not null default false,
  asks_message boolean not null default true,
  owner_id uuid,
  is_active boolean not null default true,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 2 and 120),
  constraint texts_fit check (char_length(intro) <= 500 and char_length(thanks) <= 500)
);

alter table public.lead_forms enable row level security;

create policy select_desk on public.lead_forms for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index lead_forms_owner on public.lead_forms (tenant_id, owner_id) where owner_id is not null;

comment on table public.lead_forms is 'Embeddable forms; the id is in the address, app.lead_form_routes says whose it is.';

-- No write grants: save_lead_form decides.
revoke all on public.lead_forms from anon, authenticated;
grant select on public.lead_forms to authenticated;
grant select, insert, update, delete on public.lead_forms to service_role;
