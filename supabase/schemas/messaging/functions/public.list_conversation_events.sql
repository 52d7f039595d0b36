create function public.list_conversation_events(p_tenant_id uuid, p_thread_key text, p_limit integer default 200)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.event_payload(s) order by s.occurred_at desc, s.id desc) from (
      select e.* from app.conversation_events e
      where e.tenant_id = p_tenant_id and e.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
      order by e.occurred_at desc, e.id desc limit least(greatest(coalesce(p_limit, 200), 1), 500)) s), '[]');
end;
$$;
comment on function public.list_conversation_events(uuid, text, integer) is
  'Caller: members. What happened to a conversation beside its messages, newest first: [{id, thread_id, kind, actor_id, assignee_id, name, until, occurred_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_events(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_conversation_events(uuid, text, integer) to authenticated;
