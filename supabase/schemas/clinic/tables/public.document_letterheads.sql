create table public.document_letterheads (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  city text,
  lines text,
  updated_at timestamptz not null default now(),
  constraint city_fits check (char_length(city) <= 100),
  constraint lines_fit check (char_length(lines) <= 400)
);

alter table public.document_letterheads enable row level security;

create policy select_members on public.document_letterheads for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger document_letterheads_touch before update on public.document_letterheads
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.document_letterheads is 'What stands on a clinic''s documents below its name (address, phone, CNPJ, up to four lines), and the city they are dated in.';

-- No write grants: save_document_letterhead decides.
revoke all on public.document_letterheads from anon, authenticated;
grant select on public.document_letterheads to authenticated;
grant select, insert, update, delete on public.document_letterheads to service_role;
