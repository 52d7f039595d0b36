create function public.skip_session_notice(p_tenant_id uuid, p_session_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.session_id = p_session_id;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[p_session_id]));
end;
$$;
comment on function public.skip_session_notice(uuid, uuid) is
  'Caller: members. What changed until now is not told by a notice; what changes later is. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.skip_session_notice(uuid, uuid) from public, anon, authenticated;
grant execute on function public.skip_session_notice(uuid, uuid) to authenticated;
