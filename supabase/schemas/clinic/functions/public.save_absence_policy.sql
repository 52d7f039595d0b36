create function public.save_absence_policy(p_tenant_id uuid, p_policy jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_therapist uuid := app.typed_id(p_policy ->> 'therapist_id');
  v_new public.absence_policies;
begin
  perform app.require_money_writer(p_tenant_id);
  v_new := app.absence_policy_of(p_tenant_id, v_therapist);
  v_new.notice_hours := coalesce(app.typed_number(p_policy ->> 'notice_hours'), v_new.notice_hours);
  v_new.missed_percent := coalesce(app.typed_number(p_policy ->> 'missed_percent'), v_new.missed_percent);
  v_new.late_cancel_percent := coalesce(app.typed_number(p_policy ->> 'late_cancel_percent'), v_new.late_cancel_percent);
  v_new.excused_percent := coalesce(app.typed_number(p_policy ->> 'excused_percent'), v_new.excused_percent);
  if p_policy ? 'makeup_days' then
    v_new.makeup_days := app.typed_number(p_policy ->> 'makeup_days');
  end if;
  perform app.require_price_subject(p_tenant_id, null, v_therapist, null);
  insert into public.absence_policies as a (
    tenant_id, therapist_id, notice_hours, missed_percent, late_cancel_percent, excused_percent, makeup_days)
  values (p_tenant_id, v_therapist, v_new.notice_hours, v_new.missed_percent, v_new.late_cancel_percent, v_new.excused_percent, v_new.makeup_days)
  on conflict (tenant_id, therapist_id) do update set
    notice_hours = excluded.notice_hours, missed_percent = excluded.missed_percent, late_cancel_percent = excluded.late_cancel_percent,
    excused_percent = excluded.excused_percent, makeup_days = excluded.makeup_days;
  return (
    select to_jsonb(l) from public.list_absence_policies(p_tenant_id) l where l.therapist_id is not distinct from v_therapist);
exception when check_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_policy';
end;
$$;
comment on function public.save_absence_policy(uuid, jsonb) is
  'Caller: owner, admin and operator. p_policy {therapist_id (null: the clinic), notice_hours 0-720, missed_percent, late_cancel_percent, excused_percent, makeup_days 1-365 or null}; keys that are not there stay. What has happened keeps its share. Answers the row of list_absence_policies. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_policy, PT404 therapist_not_found.';
revoke execute on function public.save_absence_policy(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_absence_policy(uuid, jsonb) to authenticated;
