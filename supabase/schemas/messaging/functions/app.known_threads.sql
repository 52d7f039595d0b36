-- The conversations of whoever wrote, or is written to, in the order of the messages; NULL where anything about the
-- address is new, or it names nobody: then app.resolve_thread decides.
create function app.known_threads(p_messages app.incoming_action[])
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(a.thread_id order by m.place)
    from unnest(p_messages) with ordinality m (tenant_id, channel_id, provider, action, place)
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = coalesce(m.action #>> '{address,family}', 'whatsapp')
      and a.address = app.canonical_phone(m.action #>> '{address,phone}') and m.action #>> '{address,group}' is null
      and (coalesce(m.action #>> '{address,lid}', m.action #>> '{address,user}') is null or exists (
        select from public.conversation_addresses l
        where l.tenant_id = a.tenant_id and l.channel = a.channel and l.thread_id = a.thread_id
          and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}')))));
end;
$$;
revoke execute on function app.known_threads(app.incoming_action[]) from public, anon, authenticated;
