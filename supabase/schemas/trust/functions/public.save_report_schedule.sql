create function public.save_report_schedule(p_tenant_id uuid, p_id uuid, p_every text, p_hours text, p_user_ids uuid[])
returns public.report_schedules
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.report_schedules;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  if p_id is null or coalesce(p_every, '') not in ('week', 'month') or coalesce(p_hours, '') not in ('open', 'clock')
    or coalesce(cardinality(p_user_ids), 0) not between 1 and 50 or array_position(p_user_ids, null) is not null then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  -- what is mailed are everybody's numbers
  if exists (
    select from unnest(p_user_ids) u (id) where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = u.id and m.status = 'active'
        and m.role in ('owner', 'admin', 'supervisor'))) then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'Only who leads the clinic gets its numbers.';
  end if;
  if (select count(*) from public.report_schedules s where s.tenant_id = p_tenant_id and s.id <> p_id) >= 20 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'At most twenty.';
  end if;
  insert into public.report_schedules as s (tenant_id, id, every, hours, user_ids, next_on, created_by)
  values (p_tenant_id, p_id, p_every, p_hours, array(select distinct unnest(p_user_ids)), app.next_report_day(p_every, app.clinic_today(p_tenant_id)), auth.uid())
  on conflict (tenant_id, id) do update set every = excluded.every, hours = excluded.hours, user_ids = excluded.user_ids,
    next_on = case when s.every = excluded.every then s.next_on else excluded.next_on end
  returning * into v_row;
  return v_row;
end;
$$;
comment on function public.save_report_schedule(uuid, uuid, text, text, uuid[]) is
  'Caller: owner, admin and supervisor. A report by e-mail every week or month, to people who lead the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';
revoke execute on function public.save_report_schedule(uuid, uuid, text, text, uuid[]) from public, anon, authenticated;
grant execute on function public.save_report_schedule(uuid, uuid, text, text, uuid[]) to authenticated;
