-- What is charged when somebody does not come: of the clinic, or of one of its therapists.
create table public.absence_policies (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid,
  notice_hours smallint not null,
  missed_percent smallint not null,
  late_cancel_percent smallint not null,
  excused_percent smallint not null,
  makeup_days smallint,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_policy_for_each unique nulls not distinct (tenant_id, therapist_id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint notice_is_sane check (notice_hours between 0 and 720),
  constraint shares_are_percents check (
    least(missed_percent, late_cancel_percent, excused_percent) >= 0 and greatest(missed_percent, late_cancel_percent, excused_percent) <= 100),
  constraint makeup_is_soon check (makeup_days between 1 and 365)
);

alter table public.absence_policies enable row level security;

create policy select_desk on public.absence_policies for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create trigger absence_policies_touch before update on public.absence_policies
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.absence_policies is 'Share that is charged by what happened; a session keeps the share that was in force when it happened.';
comment on column public.absence_policies.therapist_id is 'Null: of the whole clinic, for whom has none of their own.';
comment on column public.absence_policies.notice_hours is 'Who cancels later than this before the session pays late_cancel_percent.';
comment on column public.absence_policies.makeup_days is 'A missed session that was charged may be made up within so many days; null: not at all.';

-- No write grants: save_absence_policy and delete_absence_policy decide.
revoke all on public.absence_policies from anon, authenticated;
grant select on public.absence_policies to authenticated;
grant select, insert, update, delete on public.absence_policies to service_role;
