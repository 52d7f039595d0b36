-- Somebody has another number, or another id, from now on: what they write later belongs to the conversation that is here.
-- Where the new number has a conversation of its own, both stay as they are.
create function app.apply_moved_person(p_tenant_id uuid, p_action jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_old text[] := app.address_keys(p_action -> 'address');
  v_new text[] := app.address_keys(p_action -> 'to');
  v_family text := coalesce(p_action #>> '{address,family}', 'whatsapp');
  v_thread public.conversation_threads;
begin
  perform app.lock_addresses(p_tenant_id, v_old || v_new);
  select t.* into v_thread from public.conversation_addresses a
  join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
  where a.tenant_id = p_tenant_id and a.channel = v_family and a.address = any (v_old) limit 1;
  if not found or exists (
    select from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = v_family and a.address = any (v_new) and a.thread_id <> v_thread.id) then
    return;
  end if;
  insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
  select p_tenant_id, v_family, k, v_thread.id from unnest(v_new) k
  on conflict (tenant_id, channel, address) do nothing;
  update public.conversation_threads t set
    phone = coalesce(app.canonical_phone(p_action #>> '{to,phone}'), t.phone),
    reply_address = coalesce(p_action #>> '{to,raw}', t.reply_address), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_thread.id returning * into v_thread;
  perform app.publish_thread(v_thread);
end;
$$;
revoke execute on function app.apply_moved_person(uuid, jsonb) from public, anon, authenticated;
