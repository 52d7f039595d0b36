create function app.opted_out_of(p_tenant_id uuid, p_thread_id uuid, p_purpose text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_purpose <> 'ack' and exists (
    select from public.conversation_optouts o
    where o.tenant_id = p_tenant_id and o.thread_id = p_thread_id and o.purpose in ('all', p_purpose));
$$;
comment on function app.opted_out_of(uuid, uuid, text) is
  'Whether the person of a conversation wants nothing that is sent by itself for a purpose of app.automation_reasons.';
revoke execute on function app.opted_out_of(uuid, uuid, text) from public, anon, authenticated;
