create function public.get_waiting_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.waiting_list_settings;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.waiting_settings_of(p_tenant_id);
  return jsonb_build_object('is_on', v_row.is_on, 'deadline_minutes', v_row.deadline_minutes, 'offers_at_once', v_row.offers_at_once,
    'notice_hours', v_row.notice_hours);
end;
$$;
comment on function public.get_waiting_settings(uuid) is
  'Caller: members. {is_on, deadline_minutes, offers_at_once, notice_hours}: whether free times are offered by themselves, and how. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_waiting_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_waiting_settings(uuid) to authenticated;
