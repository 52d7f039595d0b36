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
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
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
  if p_until is not null and p_until <= v_at then
    v_at := p_until;
    v_id := '00000000-0000-0000-0000-000000000000';
  end if;
  return query
    select f.* from app.find_messages(p_tenant_id, v_query, v_thread_id, p_channel_id, p_assigned_to, p_direction,
      coalesce(p_has_media, false), p_from, v_at, v_id, p_tag_id,
      least(greatest(coalesce(p_limit, 30), 1), 100)) f;
end;
$$;
comment on function public.search_messages(uuid, text, text, uuid, uuid, text, boolean, timestamptz, timestamptz, timestamptz, uuid, integer, uuid) is
  'Caller: members. Messages of the clinic whose text has every word of the search (endings and accents aside), newest first; pass the last row''s occurred_at and message_id for the next page. p_thread_key: in one conversation; p_assigned_to and p_tag_id: in conversations that a colleague has, or that have the tag; p_direction inbound|outbound; p_from and p_until bound the moment; p_limit up to 100. Nothing when no word is left to look for. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.search_messages(uuid, text, text, uuid, uuid, text, boolean, timestamptz, timestamptz, timestamptz, uuid, integer, uuid) from public, anon, authenticated;
grant execute on function public.search_messages(uuid, text, text, uuid, uuid, text, boolean, timestamptz, timestamptz, timestamptz, uuid, integer, uuid) to authenticated;
