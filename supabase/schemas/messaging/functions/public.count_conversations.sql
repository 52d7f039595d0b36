-- A hundred is as good as more: the screen says "99+".
create function public.count_conversations(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'all', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null limit 100) s),
    'mine', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.assigned_to = v_user and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null limit 100) s),
    'unassigned', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null and t.assigned_to is null limit 100) s),
    'waiting', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null and t.waiting_since is not null limit 100) s),
    'unread', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null and t.unread_count > 0 limit 100) s),
    'snoozed', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is not null limit 100) s));
end;
$$;
comment on function public.count_conversations(uuid) is
  'Caller: members. Open conversations by filter, each counted up to 100: {all, mine, unassigned, waiting, unread, snoozed}; what sleeps or is blocked counts in none of the others. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.count_conversations(uuid) from public, anon, authenticated;
grant execute on function public.count_conversations(uuid) to authenticated;
