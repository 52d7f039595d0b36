-- What the clinic's phone, the person or the group calls a conversation, which may begin later.
create function app.learn_contact_name(p_tenant_id uuid, p_address jsonb, p_name text, p_name_source text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_keys text[] := app.address_keys(p_address);
  v_thread public.conversation_threads;
begin
  -- what people call themselves comes with every message of theirs
  if p_name_source <> 'profile' and p_name is not null then
    insert into app.known_names as n (tenant_id, address, name, name_source)
    select p_tenant_id, k, p_name, p_name_source from unnest(v_keys) k order by k
    on conflict (tenant_id, address) do update set name = excluded.name, name_source = excluded.name_source
    where app.takes_name(n.name, n.name_source, excluded.name, excluded.name_source);
  end if;
  for v_thread in
    update public.conversation_threads t set contact_name = p_name, name_source = p_name_source, updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id in (
        select a.thread_id from public.conversation_addresses a
        where a.tenant_id = p_tenant_id and a.channel = coalesce(p_address ->> 'family', 'whatsapp') and a.address = any (v_keys))
      and app.takes_name(t.contact_name, t.name_source, p_name, p_name_source)
    returning t.*
  loop
    perform app.publish_thread(v_thread);
  end loop;
end;
$$;
revoke execute on function app.learn_contact_name(uuid, jsonb, text, text) from public, anon, authenticated;
