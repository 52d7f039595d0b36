-- What the inbox reads and does (B5, B9). Reads run as the caller, under RLS.

create function public.list_conversations(
  p_tenant_id uuid, p_filter text default 'all', p_status text default 'open', p_search text default null,
  p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 40
)
returns setof public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 40), 1), 100);
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_is_search boolean := app.search_condition(p_search) is not null;
begin
  perform app.require_member(p_tenant_id);
  if not v_is_search and p_filter = 'all' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      order by t.last_message_at desc, t.id desc limit v_limit;
    return;
  end if;
  -- who waits longest comes first; a search finds them newest first, as everywhere
  if not v_is_search and p_filter = 'waiting' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and t.waiting_since is not null
        and (t.waiting_since, t.id) > (coalesce(p_before_at, '-infinity'), coalesce(p_before_id, '00000000-0000-0000-0000-000000000000'))
      order by t.waiting_since, t.id limit v_limit;
    return;
  end if;
  return query
    select t.* from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      and (p_filter <> 'unread' or t.unread_count > 0)
      and (p_filter <> 'waiting' or t.waiting_since is not null)
      and (p_filter <> 'mine' or t.assigned_to = (select auth.uid()))
      and (p_filter <> 'unassigned' or t.assigned_to is null)
      and (not v_is_search or t.id in (select f.id from app.find_conversations(p_tenant_id, p_search) f (id)))
    order by t.last_message_at desc, t.id desc limit v_limit;
end;
$$;
comment on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) is
  'Caller: members. Newest first; pass the last row''s last_message_at and id for the next page. p_filter all|unread|mine|unassigned|waiting; without a search, waiting is longest first and pages by waiting_since, p_status open|finished, p_limit up to 100. Errors: PT401 not_signed_in, PT403 not_a_member.';

create function public.get_conversation(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_row from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$$;
comment on function public.get_conversation(uuid, text) is 'Caller: members. A key of a conversation merged into another finds that other one. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

-- The conversation of a key (channel:address); keys of merged conversations stay valid, because their addresses do.
create function app.thread_id_of_key(p_tenant_id uuid, p_thread_key text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select a.thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = split_part(p_thread_key, ':', 1)
      and a.address = substr(p_thread_key, strpos(p_thread_key, ':') + 1));
end;
$$;

-- The conversation of a key, locked for a change; nothing when there is none. One that is merged into another while it is
-- waited for is followed there.
create function app.lock_thread_of_key(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_row public.conversation_threads;
begin
  loop
    v_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    select t.* into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id for update;
    exit when found or v_id is null;
  end loop;
  return v_row;
end;
$$;

-- Asked for with the conversation, not kept in it: it hangs on which of the clinic's numbers is active.
create function public.get_service_window(p_tenant_id uuid, p_thread_key text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  if v_thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return (
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id) + interval '24 hours' from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$$;
comment on function public.get_service_window(uuid, text) is
  'Caller: members. Until when the clinic''s active official number may answer in free text; NULL when it may not, or when another kind of number is active, which always may. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

create function public.list_messages(
  p_tenant_id uuid, p_thread_key text, p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 50
)
returns setof public.conversation_messages
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id
      and (m.occurred_at, m.id) < (coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_messages(uuid, text, timestamptz, uuid, integer) is 'Caller: members. Newest first, keyset by occurred_at and id, p_limit up to 200. Errors: PT401 not_signed_in, PT403 not_a_member.';

create function public.list_changes(p_tenant_id uuid, p_since timestamptz, p_limit integer default 200)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'now', now(),
    'threads', coalesce((
      select jsonb_agg(app.thread_payload(s) order by s.updated_at desc) from (
        select t.* from public.conversation_threads t
        -- a transaction that began before p_since may have committed after it
        where t.tenant_id = p_tenant_id and t.updated_at >= p_since - interval '30 seconds'
        order by t.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'));
end;
$$;
comment on function public.list_changes(uuid, timestamptz, integer) is
  'Caller: members. Conversations changed since a moment, for catching up after a gap: {now, threads}. Errors: PT401 not_signed_in, PT403 not_a_member.';

-- A conversation of the caller's clinic, locked for a change.
create function app.lock_thread(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$$;

create function app.publish_thread(t public.conversation_threads)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(t.tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(t)));
$$;

create function public.mark_conversation_read(p_tenant_id uuid, p_thread_key text, p_seen_id uuid default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_unread integer := 0;
begin
  if v_row.unread_count > 0 and p_seen_id is not null then
    -- ids tell the order of arrival
    select least(count(*), v_row.unread_count) into v_unread from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_row.id and m.direction = 'inbound' and m.kind <> 'system' and m.id > p_seen_id;
  end if;
  if v_row.unread_count = v_unread then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = v_unread, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.mark_conversation_read(uuid, text, uuid) is 'Caller: members. p_seen_id is the newest message, by id, that the person has on the screen: what arrived after it stays unread. NULL: everything is read. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

create function public.assign_conversation(p_tenant_id uuid, p_thread_key text, p_user_id uuid)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_user_id is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  if v_row.assigned_to is not distinct from p_user_id then
    return v_row;
  end if;
  update public.conversation_threads t set
    assigned_to = p_user_id, assigned_at = case when p_user_id is not null then now() end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.note_event(v_row, case when p_user_id is null then 'unassigned' else 'assigned' end, clock_timestamp(), p_user_id);
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.assign_conversation(uuid, text, uuid) is
  'Caller: members. p_user_id NULL leaves it to nobody. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 assignee_not_a_member.';

create function public.set_conversation_status(p_tenant_id uuid, p_thread_key text, p_status text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_status is null or p_status not in ('open', 'finished') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if v_row.status = p_status then
    return v_row;
  end if;
  update public.conversation_threads t set status = p_status, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_status(uuid, text, text) is
  'Caller: members. open or finished. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_status.';

create function public.set_conversation_opt_out(p_tenant_id uuid, p_thread_key text, p_opted_out boolean)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_before boolean := v_row.opted_out;
begin
  if p_opted_out then
    insert into public.conversation_optouts (tenant_id, thread_id, created_by) values (p_tenant_id, v_row.id, auth.uid())
    -- the latest note stands, also over a word of the person
    on conflict (tenant_id, thread_id) do update set keyword = null, created_by = excluded.created_by, created_at = now();
  else
    delete from public.conversation_optouts where tenant_id = p_tenant_id and thread_id = v_row.id;
  end if;
  update public.conversation_threads t set opted_out = coalesce(p_opted_out, false), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.opted_out <> v_before then
    perform app.note_event(v_row, case when v_row.opted_out then 'opted_out' else 'opted_in' end, clock_timestamp());
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_opt_out(uuid, text, boolean) is
  'Caller: members. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

create function public.start_conversation(p_tenant_id uuid, p_phone text, p_name text default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_phone text;
  v_name text := app.typed_name(p_name);
  v_thread_id uuid;
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_phone := app.normalize_phone(p_phone);
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone', hint = 'Write area code and number, for example (11) 91234-5678.';
  end if;
  -- a statement of its own: a query does not see the row that a function inside it inserts
  v_thread_id := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_thread_id;
  if v_row.status = 'finished' or v_row.contact_name is null and v_name is not null then
    -- whoever has a name keeps it
    update public.conversation_threads t set status = 'open', updated_at = clock_timestamp(),
      contact_name = coalesce(t.contact_name, v_name),
      name_source = case when t.contact_name is null and v_name is not null then 'person' else t.name_source end
    where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.start_conversation(uuid, text, text) is
  'Caller: members. Finds or opens the conversation of a typed phone; p_name is for one without a name. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_phone.';

create function public.my_context()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.is_saas_admin(),
    'single_tenant', (select s.single_tenant from app.settings s),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'whatsapp', (select jsonb_build_object('provider', c.provider, 'state', c.connection_state)
          from public.notification_channels c where c.tenant_id = t.id and c.is_active),
        'unread_total', (select count(*) from public.conversation_threads h
          where h.tenant_id = t.id and h.status = 'open' and h.unread_count > 0)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$$;
comment on function public.my_context() is
  'Caller: any signed-in person. {user, is_saas_admin, single_tenant, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, unread_total: conversations with unread messages}]}. Errors: PT401 not_signed_in.';

revoke execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer),
  public.get_conversation(uuid, text), public.get_service_window(uuid, text), app.thread_id_of_key(uuid, text), app.lock_thread_of_key(uuid, text),
  public.list_messages(uuid, text, timestamptz, uuid, integer), public.list_changes(uuid, timestamptz, integer),
  app.lock_thread(uuid, text), app.publish_thread(public.conversation_threads),
  public.mark_conversation_read(uuid, text, uuid), public.assign_conversation(uuid, text, uuid),
  public.set_conversation_status(uuid, text, text), public.set_conversation_opt_out(uuid, text, boolean),
  public.start_conversation(uuid, text, text), public.my_context() from public, anon, authenticated;
grant execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer),
  public.get_conversation(uuid, text), public.get_service_window(uuid, text), app.thread_id_of_key(uuid, text),
  public.list_messages(uuid, text, timestamptz, uuid, integer), public.list_changes(uuid, timestamptz, integer),
  app.thread_payload(public.conversation_threads), app.window_opened_at(uuid, uuid, uuid),
  public.mark_conversation_read(uuid, text, uuid), public.assign_conversation(uuid, text, uuid),
  public.set_conversation_status(uuid, text, text), public.set_conversation_opt_out(uuid, text, boolean),
  public.start_conversation(uuid, text, text), public.my_context() to authenticated;
