create function public.save_session_notice_settings(
  p_tenant_id uuid, p_tells_booked boolean, p_tells_moved boolean, p_tells_cancelled boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_leader(p_tenant_id);
  insert into public.session_notice_settings as s (tenant_id, tells_booked, tells_moved, tells_cancelled)
  values (p_tenant_id, coalesce(p_tells_booked, true), coalesce(p_tells_moved, true), coalesce(p_tells_cancelled, true))
  on conflict (tenant_id) do update set tells_booked = excluded.tells_booked, tells_moved = excluded.tells_moved,
    tells_cancelled = excluded.tells_cancelled, updated_at = clock_timestamp();
  return public.get_session_notice_settings(p_tenant_id);
end;
$$;
comment on function public.save_session_notice_settings(uuid, boolean, boolean, boolean) is
  'Caller: owner, admin, supervisor. Of what patients are told by message; answers as get_session_notice_settings. Errors: PT401 not_signed_in, PT403 not_a_member | forbidden.';
revoke execute on function public.save_session_notice_settings(uuid, boolean, boolean, boolean) from public, anon, authenticated;
grant execute on function public.save_session_notice_settings(uuid, boolean, boolean, boolean) to authenticated;
