create table public.alerts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  kind text not null references app.alert_kinds (kind) on delete restrict,
  subject text not null default '',
  data jsonb not null default '{}',
  raised_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  told_at timestamptz,
  snoozed_until timestamptz,
  handled_at timestamptz,
  handled_by uuid references public.profiles (id) on delete set null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  constraint subject_is_short check (char_length(subject) <= 200)
);

alter table public.alerts enable row level security;

create unique index alerts_open on public.alerts (tenant_id, kind, subject) where ended_at is null;
create index alerts_history on public.alerts (tenant_id, raised_at desc, id desc);
create index alerts_kind on public.alerts (kind);
create index alerts_handled_by on public.alerts (handled_by);

create policy select_admins on public.alerts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.alerts is 'Something of a clinic needs a person: one row a kind and subject for as long as it stands (app.raise_alert, app.resolve_alert).';
comment on column public.alerts.subject is 'What it is about, in the words of its kind: the id of a channel, of an endpoint; empty: the clinic.';
comment on column public.alerts.data is 'Figures for its sentence; no message, no name of a patient.';
comment on column public.alerts.seen_at is 'When it was last found to stand with other figures, or again.';
comment on column public.alerts.told_at is 'When people were told; NULL: they are to be.';
comment on column public.alerts.handled_at is 'Somebody has seen to it: it is off the screens, and not told again while it stands.';
comment on column public.alerts.ended_at is 'When it stood no more.';

-- No write grants: app.raise_alert, app.resolve_alert, snooze_alert and handle_alert write them.
revoke all on public.alerts from anon, authenticated;
grant select on public.alerts to authenticated;
grant select, insert, update, delete on public.alerts to service_role;
