create function public.get_autoreply(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object('settings', to_jsonb(v_settings) - 'tenant_id' - 'updated_at',
    'now', app.autoreply_decision(p_tenant_id, now()),
    'log', (select coalesce(jsonb_agg(to_jsonb(l) order by l.decided_at desc), '[]') from (
      select g.message_id, t.thread_key, t.contact_name, t.phone, g.outcome, g.reason, g.decided_at
      from public.conversation_autoreply_log g join public.conversation_threads t on t.tenant_id = g.tenant_id and t.id = g.thread_id
      where g.tenant_id = p_tenant_id order by g.decided_at desc limit 50) l));
end;
$$;
comment on function public.get_autoreply(uuid) is
  'Caller: members. {settings, now: what would be answered at this moment and why (see app.autoreply_decision), log: the last fifty messages and what became of them}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_autoreply(uuid) from public, anon, authenticated;
grant execute on function public.get_autoreply(uuid) to authenticated;
