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
  occurred_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint event_kind_is_known check (
    kind in ('assigned', 'unassigned', 'finished', 'reopened', 'opted_out', 'opted_in', 'renamed')),
  constraint event_name_fits check (char_length(name) <= 200)
);
create index conversation_events_timeline on app.conversation_events (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_events_actor on app.conversation_events (actor_id);
create index conversation_events_assignee on app.conversation_events (assignee_id);
comment on table app.conversation_events is 'Assigned, finished, reopened, opted out or in, renamed: by whom and when. A merge moves them with the messages.';
comment on column app.conversation_events.actor_id is 'Who did it; NULL when the person of the conversation or a rule did.';
comment on column app.conversation_events.occurred_at is 'Its place between the messages: an event that a message brought about stands at that message.';

alter table app.conversation_events enable row level security;
-- read through list_conversation_events only
create policy select_nobody on app.conversation_events for select to authenticated using (false);
grant select, insert, update, delete on app.conversation_events to service_role;

create function app.event_payload(e app.conversation_events)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(e) - array['tenant_id', 'created_at'];
end;
$$;

create function app.note_event(
  p_thread public.conversation_threads, p_kind text, p_at timestamptz, p_assignee_id uuid default null, p_name text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_event app.conversation_events;
begin
  insert into app.conversation_events (tenant_id, thread_id, kind, actor_id, assignee_id, name, occurred_at)
  values (p_thread.tenant_id, p_thread.id, p_kind, (select p.id from public.profiles p where p.id = auth.uid()), p_assignee_id, p_name, p_at)
  returning * into v_event;
  perform app.broadcast(p_thread.tenant_id, 'conversation_event',
    jsonb_build_object('thread_key', p_thread.thread_key, 'event', app.event_payload(v_event)));
end;
$$;
comment on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text) is
  'Writes an event of a conversation and tells the screens. Caller: whatever changes the conversation, in its transaction.';

-- A conversation is finished and opened in many ways (by hand, by a message of either side, by a merge): one place notes it.
create function app.tg_conversation_threads__note_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.note_event(new, case new.status when 'open' then 'reopened' else 'finished' end,
    -- opened by a message of the person: above it
    case when auth.uid() is null and new.status = 'open' and new.last_message_direction = 'inbound'
      then new.last_message_at else clock_timestamp() end);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__note_status() from public, anon, authenticated;
create trigger conversation_threads_note_status after update of status on public.conversation_threads
  for each row when (old.status is distinct from new.status) execute function app.tg_conversation_threads__note_status();

create function public.list_conversation_events(p_tenant_id uuid, p_thread_key text, p_limit integer default 200)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.event_payload(s) order by s.occurred_at desc, s.id desc) from (
      select e.* from app.conversation_events e
      where e.tenant_id = p_tenant_id and e.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
      order by e.occurred_at desc, e.id desc limit least(greatest(coalesce(p_limit, 200), 1), 500)) s), '[]');
end;
$$;
comment on function public.list_conversation_events(uuid, text, integer) is
  'Caller: members. What happened to a conversation beside its messages, newest first: [{id, thread_id, kind, actor_id, assignee_id, name, occurred_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';

-- A hundred is as good as more: the screen says "99+".
create function public.count_conversations(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'all', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' limit 100) s),
    'mine', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.assigned_to = v_user and t.status = 'open' limit 100) s),
    'unassigned', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to is null limit 100) s),
    'waiting', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null limit 100) s),
    'unread', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.unread_count > 0 limit 100) s));
end;
$$;
comment on function public.count_conversations(uuid) is
  'Caller: members. Open conversations by filter, each counted up to 100: {all, mine, unassigned, waiting, unread}. Errors: PT401 not_signed_in, PT403 not_a_member.';

create function public.mark_conversation_unread(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if v_row.unread_count > 0 then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = 1, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.mark_conversation_unread(uuid, text) is
  'Caller: members. For somebody to look at again; the next look reads it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

revoke execute on function app.event_payload(app.conversation_events),
  app.note_event(public.conversation_threads, text, timestamptz, uuid, text),
  public.list_conversation_events(uuid, text, integer), public.count_conversations(uuid), public.mark_conversation_unread(uuid, text)
  from public, anon, authenticated;
grant execute on function app.event_payload(app.conversation_events),
  app.note_event(public.conversation_threads, text, timestamptz, uuid, text) to service_role;
grant execute on function public.list_conversation_events(uuid, text, integer), public.count_conversations(uuid),
  public.mark_conversation_unread(uuid, text) to authenticated;
