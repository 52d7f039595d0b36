create function public.get_session_notice_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('tells_booked', coalesce(s.tells_booked, true), 'tells_moved', coalesce(s.tells_moved, true),
      'tells_cancelled', coalesce(s.tells_cancelled, true))
    from public.tenants t left join public.session_notice_settings s on s.tenant_id = p_tenant_id where t.id = p_tenant_id);
end;
$$;
comment on function public.get_session_notice_settings(uuid) is
  'Caller: members. {tells_booked, tells_moved, tells_cancelled}: of what patients are told by message. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_session_notice_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_session_notice_settings(uuid) to authenticated;
