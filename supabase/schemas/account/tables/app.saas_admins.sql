create table app.saas_admins (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now()
);

alter table app.saas_admins enable row level security;

create policy select_nobody on app.saas_admins for select to authenticated using (false);

comment on table app.saas_admins is 'People who run the service itself (/saas). Written by operators of the service only.';
