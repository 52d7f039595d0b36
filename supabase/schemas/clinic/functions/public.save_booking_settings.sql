create function public.save_booking_settings(p_tenant_id uuid, p_settings jsonb, p_offers jsonb default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.booking_settings;
  v_row public.booking_settings;
begin
  perform app.require_leader(p_tenant_id);
  -- one at a time: the first of two makes the address
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  v_old := app.booking_settings_of(p_tenant_id);
  v_row := v_old;
  v_row.is_open := coalesce((p_settings -> 'is_open') = 'true', v_old.is_open);
  v_row.needs_approval := coalesce((p_settings -> 'needs_approval') = 'true', v_old.needs_approval);
  v_row.offers_intake := coalesce((p_settings -> 'offers_intake') = 'true', v_old.offers_intake);
  v_row.notice_hours := coalesce(app.typed_number(p_settings ->> 'notice_hours'), v_old.notice_hours);
  v_row.horizon_weeks := coalesce(app.typed_number(p_settings ->> 'horizon_weeks'), v_old.horizon_weeks);
  v_row.buffer_before := coalesce(app.typed_number(p_settings ->> 'buffer_before'), v_old.buffer_before);
  v_row.buffer_after := coalesce(app.typed_number(p_settings ->> 'buffer_after'), v_old.buffer_after);
  v_row.change_hours := coalesce(app.typed_number(p_settings ->> 'change_hours'), v_old.change_hours);
  if p_settings ? 'daily_limit' then
    v_row.daily_limit := app.typed_number(p_settings ->> 'daily_limit');
  end if;
  if p_settings ? 'welcome_text' then
    v_row.welcome_text := nullif(btrim(app.normalize_lines(p_settings ->> 'welcome_text')), '');
  end if;
  if p_settings ? 'privacy_text' then
    v_row.privacy_text := nullif(btrim(app.normalize_lines(p_settings ->> 'privacy_text')), '');
  end if;
  if jsonb_array_length(coalesce(p_offers, '[]')) > 300 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'offers';
  elsif exists (
    select from jsonb_array_elements(coalesce(p_offers, '[]')) o where not exists (
      select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = app.typed_id(o ->> 'therapist_id'))
  ) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif exists (
    select from jsonb_array_elements(coalesce(p_offers, '[]')) o where not exists (
      select from public.session_types y where y.tenant_id = p_tenant_id and y.id = app.typed_id(o ->> 'session_type_id'))
  ) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  if v_row.slug is null then
    v_row.slug := app.make_booking_slug(p_tenant_id, null);
  end if;
  insert into public.booking_settings (tenant_id, is_open, slug, needs_approval, notice_hours, horizon_weeks, buffer_before, buffer_after, daily_limit,
    change_hours, offers_intake, welcome_text, privacy_text)
  values (p_tenant_id, v_row.is_open, v_row.slug, v_row.needs_approval, v_row.notice_hours, v_row.horizon_weeks, v_row.buffer_before,
    v_row.buffer_after, v_row.daily_limit, v_row.change_hours, v_row.offers_intake, v_row.welcome_text, v_row.privacy_text)
  on conflict (tenant_id) do update set is_open = excluded.is_open, needs_approval = excluded.needs_approval, notice_hours = excluded.notice_hours,
    horizon_weeks = excluded.horizon_weeks, buffer_before = excluded.buffer_before, buffer_after = excluded.buffer_after,
    daily_limit = excluded.daily_limit, change_hours = excluded.change_hours, offers_intake = excluded.offers_intake,
    welcome_text = excluded.welcome_text, privacy_text = excluded.privacy_text;
  if p_offers is not null then
    delete from public.booking_offers o where o.tenant_id = p_tenant_id and not exists (
      select from jsonb_array_elements(p_offers) x
      where app.typed_id(x ->> 'therapist_id') = o.therapist_id and app.typed_id(x ->> 'session_type_id') = o.session_type_id);
    -- what stays keeps its id: the address of an offer is bookmarked
    insert into public.booking_offers (tenant_id, therapist_id, session_type_id, note)
    select distinct on (x.therapist_id, x.session_type_id) p_tenant_id, x.therapist_id, x.session_type_id, x.note
    from (
      select app.typed_id(o ->> 'therapist_id') as therapist_id, app.typed_id(o ->> 'session_type_id') as session_type_id,
        app.trimmed(o ->> 'note', 200) as note
      from jsonb_array_elements(p_offers) o
    ) x
    on conflict (tenant_id, therapist_id, session_type_id) do update set note = excluded.note;
  end if;
  perform app.tell_agenda(p_tenant_id, 'settings');
  return public.get_booking_settings(p_tenant_id);
exception when check_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$$;
comment on function public.save_booking_settings(uuid, jsonb, jsonb) is
  'Caller: owner, admin and supervisor. Keys that are not there stay; p_offers [{therapist_id, session_type_id, note}] replaces what can be booked, NULL leaves it. The first call makes the public address. Answers get_booking_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function public.save_booking_settings(uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.save_booking_settings(uuid, jsonb, jsonb) to authenticated;
