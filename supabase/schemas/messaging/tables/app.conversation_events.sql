-- What happened to a conversation beside its messages: thin lines between the bubbles. Written by whatever changes the
-- conversation, in the same transaction.
create table app.conversation_events (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  kind text not null,
  actor_id uuid references public.profiles (id) on delete set null,
  assignee_id uuid references public.profiles (id) on delete set null,
  name text,
  until timestamptz,
  occurred_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint event_kind_is_known check (
    kind in ('assigned', 'unassigned', 'finished', 'reopened', 'opted_out', 'opted_in', 'renamed', 'tagged', 'untagged', 'moved',
      'snoozed', 'woken', 'blocked', 'unblocked', 'schedule_cancelled')),
  constraint event_name_fits check (char_length(name) <= 200)
);

alter table app.conversation_events enable row level security;

create index conversation_events_timeline on app.conversation_events (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_events_actor on app.conversation_events (actor_id);
create index conversation_events_assignee on app.conversation_events (assignee_id);

-- read through list_conversation_events only
create policy select_nobody on app.conversation_events for select to authenticated using (false);

comment on table app.conversation_events is 'Assigned, finished, reopened, opted out or in, renamed, tagged, moved, snoozed, blocked: by whom and when. A merge moves them with the messages.';
comment on column app.conversation_events.actor_id is 'Who did it; NULL when the person of the conversation or a rule did.';
comment on column app.conversation_events.name is 'The new name, the tag, the reason for finishing, or the key of the column that it moved to.';
comment on column app.conversation_events.until is 'Until when it sleeps, or slept, or when the message was to be sent.';
comment on column app.conversation_events.occurred_at is 'Its place between the messages: an event that a message brought about stands at that message.';

grant select, insert, update, delete on app.conversation_events to service_role;
