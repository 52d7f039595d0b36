create function public.retry_media(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  -- the job before the message, as everywhere
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = 'media:' || p_message_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  if v_message.id is null or v_message.media is null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.media ->> 'state' = 'remote' and v_message.deleted_at is null then
    -- under way, or older than the jobs that fetch
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'fetch_media', jsonb_build_object('message_id', p_message_id), 'media:' || p_message_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    return v_message;
  end if;
  if v_message.media ->> 'state' not in ('later', 'failed', 'expired') or v_message.deleted_at is not null then
    return v_message;
  end if;
  update public.conversation_messages m set media = m.media - 'reason' || jsonb_build_object('state', 'remote', 'asked_at', now())
  where m.tenant_id = p_tenant_id and m.id = p_message_id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$$;
comment on function public.retry_media(uuid, uuid) is
  'Caller: members. Fetches a file again that expired or could not be fetched, or that nobody has looked at yet (an imported one); a file that is there, under way or refused stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found.';
revoke execute on function public.retry_media(uuid, uuid) from public, anon, authenticated;
grant execute on function public.retry_media(uuid, uuid) to authenticated;
