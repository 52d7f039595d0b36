-- The provider names the picture of somebody: fetched once for each that it names, for conversations that are here.
create function app.learn_picture(p_tenant_id uuid, p_address jsonb, p_key text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  for v_thread_id in
    select distinct a.thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = coalesce(p_address ->> 'family', 'whatsapp') and a.address = any (app.address_keys(p_address))
      and not exists (
        select from app.contact_pictures p
        where p.tenant_id = a.tenant_id and p.thread_id = a.thread_id and p.provider_key = p_key)
  loop
    insert into app.contact_pictures as p (tenant_id, thread_id, provider_key) values (p_tenant_id, v_thread_id, p_key)
    on conflict (tenant_id, thread_id) do update set provider_key = excluded.provider_key;
    perform app.want_picture(p_tenant_id, v_thread_id, now());
  end loop;
end;
$$;
revoke execute on function app.learn_picture(uuid, jsonb, text) from public, anon, authenticated;
