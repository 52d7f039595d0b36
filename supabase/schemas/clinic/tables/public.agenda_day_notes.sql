create table public.agenda_day_notes (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  day date not null,
  body text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint day_note_fits check (char_length(body) between 1 and 500)
);

alter table public.agenda_day_notes enable row level security;

create index agenda_day_notes_day on public.agenda_day_notes (tenant_id, day);

create policy select_members on public.agenda_day_notes for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger agenda_day_notes_touch before update on public.agenda_day_notes
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.agenda_day_notes is 'What the team should know of a day: "dedetização às 18h".';

-- No write grants: save_agenda_day_note decides.
revoke all on public.agenda_day_notes from anon, authenticated;
grant select on public.agenda_day_notes to authenticated;
grant select, insert, update, delete on public.agenda_day_notes to service_role;
