create function app.campaign_thread(p_tenant_id uuid, p_phone text, p_name text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_is_new boolean := app.thread_of_phone(p_tenant_id, p_phone) is null;
  v_id uuid := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', p_phone), p_name, 'person');
begin
  if v_is_new then
    -- it is nobody's work until the person answers
    update public.conversation_threads t set status = 'finished'
    where t.tenant_id = p_tenant_id and t.id = v_id and t.status = 'open' and t.last_message_id is null;
  end if;
  return (
    select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id);
end;
$$;
comment on function app.campaign_thread(uuid, text, text) is
  'The conversation with a phone; one that begins with a campaign is finished until the person answers.';
revoke execute on function app.campaign_thread(uuid, text, text) from public, anon, authenticated;
