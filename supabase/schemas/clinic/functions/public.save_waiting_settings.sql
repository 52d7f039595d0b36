create function public.save_waiting_settings(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.waiting_list_settings;
  v_deadline integer;
  v_at_once integer;
  v_notice integer;
begin
  perform app.require_leader(p_tenant_id);
  v_old := app.waiting_settings_of(p_tenant_id);
  v_deadline := coalesce(app.typed_number(p_settings ->> 'deadline_minutes'), v_old.deadline_minutes);
  v_at_once := coalesce(app.typed_number(p_settings ->> 'offers_at_once'), v_old.offers_at_once);
  v_notice := coalesce(app.typed_number(p_settings ->> 'notice_hours'), v_old.notice_hours);
  if v_deadline not between 10 and 1440 or v_at_once not between 1 and 10 or v_notice not between 0 and 168 then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.waiting_list_settings as s (tenant_id, is_on, deadline_minutes, offers_at_once, notice_hours)
  values (p_tenant_id, case when jsonb_typeof(p_settings -> 'is_on') = 'boolean' then (p_settings -> 'is_on')::boolean else v_old.is_on end,
    v_deadline, v_at_once, v_notice)
  on conflict (tenant_id) do update set is_on = excluded.is_on, deadline_minutes = excluded.deadline_minutes,
    offers_at_once = excluded.offers_at_once, notice_hours = excluded.notice_hours, updated_at = clock_timestamp();
  perform app.tell_waiting(p_tenant_id);
  return public.get_waiting_settings(p_tenant_id);
end;
$$;
comment on function public.save_waiting_settings(uuid, jsonb) is
  'Caller: owner, admin, supervisor. {is_on, deadline_minutes 10–1440, offers_at_once 1–10, notice_hours 0–168}; keys that are not there stay. Answers get_waiting_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';
revoke execute on function public.save_waiting_settings(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_waiting_settings(uuid, jsonb) to authenticated;
