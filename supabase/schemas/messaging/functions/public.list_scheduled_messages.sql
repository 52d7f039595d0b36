create function public.list_scheduled_messages(p_tenant_id uuid, p_thread_key text default null, p_limit integer default 100)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 100), 1), 500);
begin
  perform app.require_member(p_tenant_id);
  if p_thread_key is null then
    return coalesce((
      select jsonb_agg(app.scheduled_payload(s) order by s.send_at, s.id) from (
        select m.* from public.scheduled_messages m where m.tenant_id = p_tenant_id and m.status = 'scheduled'
        order by m.send_at, m.id limit v_limit) s), '[]');
  end if;
  return coalesce((
    select jsonb_agg(app.scheduled_payload(s) order by s.send_at desc, s.id) from (
      select m.* from public.scheduled_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
      order by m.send_at desc, m.id limit v_limit) s), '[]');
end;
$$;
comment on function public.list_scheduled_messages(uuid, text, integer) is
  'Caller: members. Of a conversation all, the latest moment first, with what became of them; without one, what the clinic still has to send, the next first. p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_scheduled_messages(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_scheduled_messages(uuid, text, integer) to authenticated;
