create function public.save_report_settings(p_tenant_id uuid, p_answer_target_minutes integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  if p_answer_target_minutes is null or p_answer_target_minutes not in (5, 10, 15, 20, 30, 45, 60, 120, 240, 480, 960) then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.report_settings (tenant_id, answer_target_minutes) values (p_tenant_id, p_answer_target_minutes)
  on conflict (tenant_id) do update set answer_target_minutes = excluded.answer_target_minutes
  where report_settings.answer_target_minutes <> excluded.answer_target_minutes;
  return p_answer_target_minutes;
end;
$$;
comment on function public.save_report_settings(uuid, integer) is
  'Caller: owner, admin and supervisor. Within how many minutes a first answer is to come. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';
revoke execute on function public.save_report_settings(uuid, integer) from public, anon, authenticated;
grant execute on function public.save_report_settings(uuid, integer) to authenticated;
