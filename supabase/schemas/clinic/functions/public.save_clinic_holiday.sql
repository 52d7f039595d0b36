create function public.save_clinic_holiday(p_tenant_id uuid, p_id uuid, p_day date, p_name text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.clinic_holidays;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_day is null or p_day not between '1990-01-01' and '2200-01-01' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = coalesce(p_day::text, '');
  end if;
  insert into public.clinic_holidays (tenant_id, id, day, name) values (p_tenant_id, p_id, p_day, app.require_name(p_name))
  on conflict (tenant_id, id) do update set day = excluded.day, name = excluded.name
  returning * into v_row;
  perform app.tell_agenda(p_tenant_id, 'holidays');
  return jsonb_build_object('id', v_row.id, 'day', v_row.day, 'name', v_row.name, 'scope', 'local');
end;
$$;
comment on function public.save_clinic_holiday(uuid, uuid, date, text) is
  'Caller: owner, admin, supervisor and operator. A holiday of the state, the city or the clinic; no session is changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_date, PT400 invalid_name.';
revoke execute on function public.save_clinic_holiday(uuid, uuid, date, text) from public, anon, authenticated;
grant execute on function public.save_clinic_holiday(uuid, uuid, date, text) to authenticated;
