create function app.assistant_free_slots(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_today date := (p_now at time zone v_zone)::date;
  v_from date;
  v_offers jsonb;
  v_slots jsonb;
begin
  v_from := greatest(coalesce(app.typed_date(p_args ->> 'from'), v_today), v_today);
  select jsonb_agg(jsonb_build_object('offer_id', o.id, 'name', y.name, 'therapist', t.name, 'minutes', y.minutes, 'is_online', y.is_online)
    order by t.position, t.name, y.position) into v_offers
  from public.booking_offers o
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
  join public.session_types y on y.tenant_id = p_tenant_id and y.id = o.session_type_id and y.archived_at is null
  where o.tenant_id = p_tenant_id and (p_args ->> 'offer_id' is null or o.id = app.typed_id(p_args ->> 'offer_id'));
  if v_offers is null then
    return '{"ok": false, "error": "not_offered"}';
  end if;
  select jsonb_agg(jsonb_build_object('offer_id', f.offer_id, 'starts_at', to_char(f.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
    'local', f.starts_local, 'words', app.moment_in_words(f.starts_at, v_zone), 'therapist', f.therapist) order by f.starts_at, f.offer_id) into v_slots
  from (
    select o.id as offer_id, s.starts_at, s.starts_local, t.name as therapist from public.booking_offers o
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
    cross join lateral app.online_slots(p_tenant_id, array[o.therapist_id], o.session_type_id, v_from, v_from + 14, p_now) s
    where o.tenant_id = p_tenant_id and v_offers @> jsonb_build_array(jsonb_build_object('offer_id', o.id))
      and case p_args ->> 'part' when 'morning' then substr(s.starts_local, 12, 2) < '12'
        when 'afternoon' then substr(s.starts_local, 12, 2) between '12' and '17' when 'evening' then substr(s.starts_local, 12, 2) >= '18' else true end
    order by s.starts_at, o.id limit 12) f;
  if v_slots is null then
    return jsonb_build_object('ok', false, 'error', 'nothing_found', 'data', jsonb_build_object('offers', v_offers));
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('offers', v_offers, 'slots', v_slots),
    'words', (select string_agg(x.value ->> 'words', '; ' order by x.n) from jsonb_array_elements(v_slots) with ordinality x (value, n) where x.n <= 5));
exception when sqlstate 'PT400' then
  return '{"ok": false, "error": "bad_arguments", "detail": "from"}';
end;
$$;
comment on function app.assistant_free_slots(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: the next free times of what the clinic lets people book, two weeks from a day on, by the rules of online booking.';
revoke execute on function app.assistant_free_slots(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
