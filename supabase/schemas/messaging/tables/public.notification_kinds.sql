create table public.notification_kinds (
  kind text primary key,
  about text not null,
  constraint notification_kind_is_a_word check (kind ~ '^[a-z_]{2,30}$'),
  constraint about_is_known check (about in ('conversation', 'patient', 'alert'))
);

alter table public.notification_kinds enable row level security;

create policy select_signed_in on public.notification_kinds for select to authenticated using ((select auth.uid()) is not null);

comment on table public.notification_kinds is 'What people are told of, and what it is about: a conversation (app.notify) a patient (app.notify_of_patient) or an alert (app.tell_alert). Its words are texts of the screen.';

revoke all on public.notification_kinds from anon, authenticated;
grant select on public.notification_kinds to authenticated;
grant select, insert, update, delete on public.notification_kinds to service_role;
