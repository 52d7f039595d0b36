create function public.search_messages(
  p_tenant_id uuid, p_search text, p_thread_key text default null, p_channel_id uuid default null, p_assigned_to uuid default null,
  p_direction text default null, p_has_media boolean default false, p_from timestamptz default null, p_until timestamptz default null,
  p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 30, p_tag_id uuid default null
)
returns table (
  message_id uuid, thread_id uuid, thread_key text, contact_name text, phone text, kind text, direction text, body text,
  occurred_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
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
$$;
comment on function public.search_messages(uuid, text, text, uuid, uuid, text, boolean, timestamptz, timestamptz, timestamptz, uuid, integer, uuid) is
  'Caller: members. Messages of the clinic whose text has every word of the search (endings and accents aside), newest first; pass the last row''s occurred_at and message_id for the next page. p_thread_key: in one conversation; p_assigned_to and p_tag_id: in conversations that a colleague has, or that have the tag; p_direction inbound|outbound; p_from and p_until bound the moment; p_limit up to 100. Nothing when no word is left to look for. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.search_messages(uuid, text, text, uuid, uuid, text, boolean, timestamptz, timestamptz, timestamptz, uuid, integer, uuid) from public, anon, authenticated;
grant execute on function public.search_messages(uuid, text, text, uuid, uuid, text, boolean, timestamptz, timestamptz, timestamptz, uuid, integer, uuid) to authenticated;
