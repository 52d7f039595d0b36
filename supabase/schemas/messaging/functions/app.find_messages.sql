-- Words that many messages have are found sooner by reading the newest messages, rare ones sooner by the index of words: how
-- often they were in the newest p_reach[1] messages tells which. Each step answers what is older than all that the steps before
-- it looked at. Executed as text, so that each search has a plan of its own.
create function app.find_messages(
  p_tenant_id uuid, p_query tsquery, p_thread_id uuid, p_channel_id uuid, p_assigned_to uuid, p_direction text, p_has_media boolean,
  p_from timestamptz, p_before_at timestamptz, p_before_id uuid, p_tag_id uuid, p_limit integer, p_reach integer[] default array[3000, 20000]
)
returns table (
  message_id uuid, thread_id uuid, thread_key text, contact_name text, phone text, kind text, direction text, body text,
  occurred_at timestamptz
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_words constant text := ' from app.message_words x where x.tenant_id = $1
    and (x.occurred_at, x.message_id) < ($9, $10) and ($8::timestamptz is null or x.occurred_at >= $8)';
  v_newest_first constant text := ' order by x.occurred_at desc, x.message_id desc';
  v_answer constant text := ' select m.id, t.id, t.thread_key, t.contact_name, t.phone, m.kind, m.direction, m.body, m.occurred_at
    from w join public.conversation_messages m on m.tenant_id = $1 and m.id = w.message_id
    join public.conversation_threads t on t.tenant_id = $1 and t.id = m.thread_id
    where w.words @@ $2 and ($3::uuid is null or m.thread_id = $3) and ($4::uuid is null or m.channel_id = $4)
      and ($5::uuid is null or t.assigned_to = $5) and ($6::text is null or m.direction = $6) and (not $7 or m.media is not null)
      and ($11::uuid is null or t.tag_ids @> array[$11])';
  v_answer_by_time constant text := v_answer || ' order by w.occurred_at desc, w.message_id desc limit $12';
  v_at timestamptz := p_before_at;
  v_id uuid := p_before_id;
  v_left int := p_limit;
  v_rows int;
  v_reach int;
begin
  if p_thread_id is not null then
    return query execute 'with w as not materialized (select x.*' || v_words || ')' || v_answer
        || ' order by m.occurred_at desc, m.id desc limit $12'
      using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left;
    return;
  end if;
  foreach v_reach in array p_reach loop
    return query execute 'with w as not materialized (select x.*' || v_words || v_newest_first || ' limit $13)' || v_answer_by_time
      using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left, v_reach;
    get diagnostics v_rows = row_count;
    v_left := v_left - v_rows;
    if v_left = 0 then
      return;
    end if;
    execute 'select x.occurred_at, x.message_id' || v_words || v_newest_first || ' offset $13 - 1 limit 1' into v_at, v_id
      using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left, v_reach;
    if v_at is null then
      return;
    end if;
    exit when v_rows::bigint * p_reach[array_upper(p_reach, 1)] < v_left::bigint * v_reach;
  end loop;
  return query execute 'with w as materialized (select x.*' || v_words || ' and x.words @@ $2' || v_newest_first || ')' || v_answer_by_time
    using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left;
end;
$$;
comment on function app.find_messages(uuid, tsquery, uuid, uuid, uuid, text, boolean, timestamptz, timestamptz, uuid, uuid, integer, integer[]) is
  'Caller: search_messages. Messages of a clinic that match, newest first, before a moment and id. p_reach: how many of the newest messages each step reads before the index of words is asked.';
revoke execute on function app.find_messages(uuid, tsquery, uuid, uuid, uuid, text, boolean, timestamptz, timestamptz, uuid, uuid, integer, integer[])
  from public, anon, authenticated;
