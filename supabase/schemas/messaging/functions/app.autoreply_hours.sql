create function app.autoreply_hours(p_settings public.conversation_autoreply_settings, p_at timestamptz)
returns tstzmultirange
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_settings.tenant_id);
  v_from date := (p_at at time zone v_zone)::date - 1;
  v_to date := v_from + 62;
  v_holidays date[];
  v_recess jsonb;
begin
  select coalesce(array_agg(distinct h.day), '{}') into v_holidays
  from app.holidays_between(p_settings.tenant_id, v_from, v_to) h where h.scope <> 'optional';
  if p_settings.mode = 'agenda' then
    return app.working_stretches(p_settings.tenant_id, v_from, v_to, case when p_settings.closes_on_holidays then v_holidays else '{}' end);
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('date', d.day, 'intervals', '[]'::jsonb)), '[]') into v_recess from (
    select distinct g::date as day from public.agenda_exceptions e,
      generate_series((e.starts_at at time zone v_zone)::date::timestamp, ((e.ends_at - interval '1 second') at time zone v_zone)::date::timestamp, '1 day') g
    where e.tenant_id = p_settings.tenant_id and e.kind = 'recess' and e.ends_at > p_at - interval '2 days' and e.starts_at < p_at + interval '62 days') d;
  return app.weekly_hours(v_zone, case p_settings.mode when 'custom' then p_settings.custom_hours else p_settings.business_hours end,
    case p_settings.mode when 'custom' then '[]' else v_recess end,
    case when p_settings.closes_on_holidays and p_settings.mode <> 'custom' then v_holidays else '{}' end, v_from, v_to);
end;
$$;
comment on function app.autoreply_hours(public.conversation_autoreply_settings, timestamptz) is
  'The hours that a clinic''s automatic answer goes by, from the day before p_at on: those of its therapists, its business hours without holidays and recess, or the custom ones.';
revoke execute on function app.autoreply_hours(public.conversation_autoreply_settings, timestamptz) from public, anon, authenticated;
