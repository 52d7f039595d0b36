-- Conversations that these messages may make part of others: their LID is named together with a phone that is not theirs
-- (yet: another message of the same batch may begin the conversation of that phone).
create function app.threads_to_merge(p_messages app.incoming_action[])
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(distinct l.thread_id) from unnest(p_messages) m (tenant_id, channel_id, provider, action)
    join public.conversation_addresses l on l.tenant_id = m.tenant_id and l.channel = coalesce(m.action #>> '{address,family}', 'whatsapp')
      and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}'))
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = l.channel
      and a.address = app.canonical_phone(m.action #>> '{address,phone}')
    where m.action #>> '{address,phone}' is not null and a.thread_id is distinct from l.thread_id);
end;
$$;
revoke execute on function app.threads_to_merge(app.incoming_action[]) from public, anon, authenticated;
