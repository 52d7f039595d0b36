-- The person told WhatsApp whether they want offers of this clinic.
create function app.apply_preference(p_tenant_id uuid, p_action jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread_id uuid := app.resolve_thread(p_tenant_id, p_action -> 'address', p_action ->> 'name');
begin
  if (p_action ->> 'wanted')::boolean then
    delete from public.conversation_optouts o
    where o.tenant_id = p_tenant_id and o.thread_id = v_thread_id and o.purpose = 'marketing' and o.created_by is null;
  else
    insert into public.conversation_optouts (tenant_id, thread_id, purpose, keyword)
    values (p_tenant_id, v_thread_id, 'marketing', 'WhatsApp') on conflict (tenant_id, thread_id, purpose) do nothing;
  end if;
  perform app.publish_thread(t) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_thread_id;
end;
$$;
revoke execute on function app.apply_preference(uuid, jsonb) from public, anon, authenticated;
