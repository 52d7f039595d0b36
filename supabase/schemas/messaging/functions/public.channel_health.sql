create function public.channel_health(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_troubled integer;
  v_since timestamptz;
  v_newest timestamptz;
  v_last_success timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  if not found then
    return jsonb_build_object('state', 'none', 'provider', null, 'failures', 0, 'since', null);
  end if;
  select
    count(*) filter (where s.is_troubled), min(s.began_at) filter (where s.is_troubled),
    max(s.began_at) filter (where s.is_troubled), max(s.finished_at) filter (where s.is_sent)
  into v_troubled, v_since, v_newest, v_last_success
  from (
    select coalesce(j.tried_since, j.created_at) as began_at, j.finished_at,
      m.status in ('sent', 'delivered', 'read') as is_sent,
      case when j.finished_at is null then j.last_error is not null and m.status in ('queued', 'sending', 'failed')
        else m.status = 'failed' and not app.is_about_one_message(m.error_code) end as is_troubled
    from app.jobs j
    join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    where j.tenant_id = p_tenant_id and j.kind = 'send_message' and m.channel_id = v_channel.id
      and (j.finished_at is null or j.finished_at > now() - interval '15 minutes')
      and (j.dead_at is null or j.dead_at > now() - interval '15 minutes')
  ) s;
  return jsonb_build_object(
    'state', case
      when v_channel.connection_state = 'close' then 'disconnected'
      when v_channel.connection_state = 'connecting' then 'connecting'
      -- one that went out and began later says that the provider is well again
      when v_troubled >= 3 and coalesce(v_last_success < v_newest, true) then 'failing'
      else 'ok' end,
    'provider', v_channel.provider, 'failures', v_troubled, 'since', v_since);
end;
$$;
comment on function public.channel_health(uuid) is
  'Caller: members. {state: ok|none|connecting|disconnected|failing, provider, failures, since} of the active channel; failing when three or more sends of the last minutes met an error of the provider and none went out since. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.channel_health(uuid) from public, anon, authenticated;
grant execute on function public.channel_health(uuid) to authenticated;
