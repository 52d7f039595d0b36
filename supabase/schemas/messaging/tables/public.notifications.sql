create table public.notifications (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  user_id uuid not null,
  kind text not null,
  thread_id uuid,
  patient_id uuid,
  alert_id uuid,
  message_id uuid,
  message_kind text,
  preview text,
  message_count integer not null default 1,
  noticed_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, alert_id) references public.alerts (tenant_id, id) on delete cascade,
  constraint kind_is_known foreign key (kind) references public.notification_kinds (kind) on delete restrict,
  constraint is_about_one_thing check (num_nonnulls(thread_id, patient_id, alert_id) = 1)
);

alter table public.notifications enable row level security;

-- while it is unread, what happens again in a conversation is the same notification
create unique index notifications_unread on public.notifications (tenant_id, user_id, thread_id, kind) where read_at is null;
create unique index notifications_unread_of_patient on public.notifications (tenant_id, patient_id, user_id, kind) where read_at is null and patient_id is not null;
create unique index notifications_unread_of_alert on public.notifications (tenant_id, alert_id, user_id) where read_at is null and alert_id is not null;
create index notifications_alert on public.notifications (tenant_id, alert_id) where alert_id is not null;
create index notifications_kind on public.notifications (kind);
create index notifications_patient on public.notifications (tenant_id, patient_id) where patient_id is not null;
create index notifications_thread on public.notifications (tenant_id, thread_id);
create index notifications_history on public.notifications (tenant_id, user_id, noticed_at desc, id desc);

create policy select_own on public.notifications for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and user_id = (select auth.uid()));

comment on table public.notifications is 'What a person was told of: one row a person, conversation, patient or alert, and cause, as long as it is unread.';
comment on column public.notifications.message_count is 'How often it happened since the row was new.';
comment on column public.notifications.noticed_at is 'When it happened last.';

-- No write grants: app.notify, app.notify_of_patient and app.tell_alert write them, mark_notifications_read closes them.
revoke all on public.notifications from anon, authenticated;
grant select on public.notifications to authenticated;
grant select, insert, update, delete on public.notifications to service_role;
