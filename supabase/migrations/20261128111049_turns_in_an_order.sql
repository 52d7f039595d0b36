-- Turns have an order that people choose, pauses, and a switch that keeps who takes part; search narrows by a tag.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "public"."list_assignment_turns"(uuid);

DROP FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, uuid, integer);

DROP FUNCTION "public"."set_assignment_turns"(uuid, uuid[]);

ALTER TABLE "app"."assignment_turns"
  ADD COLUMN "position" integer NOT NULL DEFAULT 0;

ALTER TABLE "app"."assignment_turns"
  ADD COLUMN "is_paused" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."tenants"
  ADD COLUMN "assigns_in_turn" boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION app.assign_in_turn (
  p_thread public.conversation_threads
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_user uuid;
begin
  if p_thread.is_group or p_thread.assigned_to is not null
    or not (select t.assigns_in_turn from public.tenants t where t.id = p_thread.tenant_id) then
    return;
  end if;
  perform app.lock_turns(p_thread.tenant_id);
  v_user := app.next_in_turn(p_thread.tenant_id);
  if v_user is null then
    return;
  end if;
  update app.assignment_turns a set last_turn_at = clock_timestamp() where a.tenant_id = p_thread.tenant_id and a.user_id = v_user;
  perform app.assign_thread(p_thread, v_user);
end;
$function$;

CREATE OR REPLACE FUNCTION app.next_in_turn (
  p_tenant_id uuid
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select a.user_id from app.assignment_turns a
  join public.tenant_members m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
  where a.tenant_id = p_tenant_id and m.status = 'active' and not a.is_paused
  order by a.position > coalesce((
    select l.position from app.assignment_turns l where l.tenant_id = p_tenant_id and l.last_turn_at is not null
    order by l.last_turn_at desc limit 1), -1) desc, a.position, a.user_id
  limit 1;
$function$;

CREATE OR REPLACE FUNCTION public.list_assignment_turns (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'is_on', (select t.assigns_in_turn from public.tenants t where t.id = p_tenant_id),
    'next_user_id', app.next_in_turn(p_tenant_id),
    'people', coalesce((
      select jsonb_agg(jsonb_build_object('user_id', a.user_id, 'is_paused', a.is_paused, 'is_active', m.status = 'active',
        'last_turn_at', a.last_turn_at) order by a.position, a.user_id)
      from app.assignment_turns a
      join public.tenant_members m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
      where a.tenant_id = p_tenant_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_assignment_turns"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.search_messages (
  p_tenant_id   uuid,
  p_search      text,
  p_thread_key  text                     DEFAULT NULL::text,
  p_channel_id  uuid                     DEFAULT NULL::uuid,
  p_assigned_to uuid                     DEFAULT NULL::uuid,
  p_direction   text                     DEFAULT NULL::text,
  p_has_media   boolean                  DEFAULT false,
  p_from        timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_until       timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_at   timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id   uuid                     DEFAULT NULL::uuid,
  p_limit       integer                  DEFAULT 30,
  p_tag_id      uuid                     DEFAULT NULL::uuid
)
  RETURNS TABLE (
    message_id   uuid,
    thread_id    uuid,
    thread_key   text,
    contact_name text,
    phone        text,
    kind         text,
    direction    text,
    body         text,
    occurred_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_query tsquery;
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_query := app.text_query(p_search);
  if v_query is null then
    return;
  end if;
  if p_thread_key is not null then
    v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    if v_thread_id is null then
      return;
    end if;
  end if;
  return query
    select m.id, t.id, t.thread_key, t.contact_name, t.phone, m.kind, m.direction, m.body, m.occurred_at
    from app.message_words w
    join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = w.message_id
    join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = m.thread_id
    where w.tenant_id = p_tenant_id and w.words @@ v_query
      and (w.occurred_at, w.message_id)
        < (coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      and (v_thread_id is null or m.thread_id = v_thread_id)
      and (p_channel_id is null or m.channel_id = p_channel_id)
      and (p_assigned_to is null or t.assigned_to = p_assigned_to)
      and (p_tag_id is null or t.tag_ids @> array[p_tag_id])
      and (p_direction is null or m.direction = p_direction)
      and (not coalesce(p_has_media, false) or m.media is not null)
      and (p_from is null or w.occurred_at >= p_from)
      and (p_until is null or w.occurred_at < p_until)
    order by w.occurred_at desc, w.message_id desc
    limit least(greatest(coalesce(p_limit, 30), 1), 100);
end;
$function$;

REVOKE ALL
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, uuid, integer, uuid)
  FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_assignment_turns (
  p_tenant_id  uuid,
  p_is_on      boolean,
  p_user_ids   uuid[],
  p_paused_ids uuid[]  DEFAULT '{}'::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_is_on boolean := coalesce(p_is_on, false);
begin
  perform app.require_leader(p_tenant_id);
  -- somebody who was switched off may stay in the order, and is passed over
  if exists (
    select from unnest(p_user_ids) v where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v and (m.status = 'active'
        or exists (select from app.assignment_turns a where a.tenant_id = p_tenant_id and a.user_id = v)))
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  if v_is_on and coalesce(cardinality(p_user_ids), 0) = 0 then
    raise sqlstate 'PT400' using message = 'turns_without_people', hint = 'Choose who takes part, or switch it off.';
  end if;
  perform app.lock_turns(p_tenant_id);
  update public.tenants t set assigns_in_turn = v_is_on where t.id = p_tenant_id and t.assigns_in_turn <> v_is_on;
  delete from app.assignment_turns a where a.tenant_id = p_tenant_id and a.user_id <> all (coalesce(p_user_ids, '{}'));
  insert into app.assignment_turns as a (tenant_id, user_id, position, is_paused)
  select p_tenant_id, v.user_id, min(v.n), v.user_id = any (coalesce(p_paused_ids, '{}'))
  from unnest(p_user_ids) with ordinality v (user_id, n) group by v.user_id
  on conflict (tenant_id, user_id) do update set position = excluded.position, is_paused = excluded.is_paused;
  perform app.broadcast(p_tenant_id, 'assignment_turns', '{}');
  return public.list_assignment_turns(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_assignment_turns"(uuid, boolean, uuid[], uuid[]) FROM PUBLIC, "anon", "service_role";

COMMENT ON COLUMN "app"."assignment_turns"."is_paused" IS 'Passed over for now; the place in the order stays.';

COMMENT ON COLUMN "public"."tenants"."assigns_in_turn" IS 'New conversations go to the people of app.assignment_turns, one after the other.';

COMMENT ON FUNCTION "public"."list_assignment_turns"(uuid) IS 'Caller: members. Who takes new conversations in turn: {is_on, next_user_id, people: [{user_id, is_paused, is_active, last_turn_at}]} in their order. next_user_id is whoever would get one now, also while it is off; NULL when nobody could. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp with time zone, timestamp with time zone, timestamp
  with time zone, uuid, integer, uuid) IS 'Caller: members. Messages of the clinic whose text has every word of the search (endings and accents aside), newest first; pass the last row''s occurred_at and message_id for the next page. p_thread_key: in one conversation; p_assigned_to and p_tag_id: in conversations that a colleague has, or that have the tag; p_direction inbound|outbound; p_from and p_until bound the moment; p_limit up to 100. Nothing when no word is left to look for. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."set_assignment_turns"(uuid, boolean, uuid[], uuid[]) IS 'Caller: owner, admin or supervisor. New conversations go to p_user_ids in this order, one after the other; p_paused_ids of them are passed over for now. Off keeps who takes part. Answers as list_assignment_turns. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assignee_not_a_member, PT400 turns_without_people.';

COMMENT ON TABLE "app"."assignment_turns" IS 'Who takes new conversations in turn, where tenants.assigns_in_turn says so. Whoever follows the one who got the last is next.';

REVOKE ALL ON FUNCTION "app"."next_in_turn"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."next_in_turn"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."next_in_turn"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assignment_turns"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_assignment_turns"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assignment_turns"(uuid) TO "postgres";

GRANT EXECUTE
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, uuid, integer, uuid)
  TO "authenticated";

REVOKE ALL
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, uuid, integer, uuid)
  FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, uuid, integer, uuid)
  TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_assignment_turns"(uuid, boolean, uuid[], uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_assignment_turns"(uuid, boolean, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_assignment_turns"(uuid, boolean, uuid[], uuid[]) TO "postgres";

REVOKE ALL ("assigns_in_turn") ON TABLE "public"."tenants" FROM "authenticated";

GRANT SELECT ("assigns_in_turn") ON TABLE "public"."tenants" TO "authenticated";

-- Until now a clinic with people gave out conversations, to whoever waited longest first: that stays so.
update app.assignment_turns a set position = o.position
from (
  select t.tenant_id, t.user_id, row_number() over (partition by t.tenant_id order by t.last_turn_at nulls first, t.user_id) as position
  from app.assignment_turns t
) o
where a.tenant_id = o.tenant_id and a.user_id = o.user_id;
update public.tenants t set assigns_in_turn = true where exists (select from app.assignment_turns a where a.tenant_id = t.id);
