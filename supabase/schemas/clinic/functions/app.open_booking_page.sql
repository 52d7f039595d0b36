-- The public page of a clinic. Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.open_booking_page(p_slug text, p_offer_id uuid, p_from date, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant_id uuid;
  v_settings public.booking_settings;
  v_offer public.booking_offers;
  v_offers jsonb;
begin
  if not app.take_turn('booking:open:' || coalesce(p_ip_hash, '-'), 300, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant_id from app.booking_routes r where r.key_hash = app.booking_key('slug', p_slug) and r.booking_id is null;
  if v_tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  v_settings := app.booking_settings_of(v_tenant_id);
  if not v_settings.is_open then
    return jsonb_build_object('state', 'closed') || app.booking_clinic(v_tenant_id);
  end if;
  v_offers := coalesce((
    select jsonb_agg(jsonb_build_object('id', o.id, 'therapist', t.name, 'council', case when t.council is not null and t.council <> 'other'
        then concat_ws(' ', t.council, t.council_region, t.council_number) end, 'type', y.name, 'minutes', y.minutes, 'is_online', y.is_online,
        'note', o.note) order by t.position, t.name, y.position, y.name)
    from public.booking_offers o
    join public.therapists t on t.tenant_id = v_tenant_id and t.user_id = o.therapist_id and t.is_active
    join public.session_types y on y.tenant_id = v_tenant_id and y.id = o.session_type_id and y.archived_at is null
    where o.tenant_id = v_tenant_id), '[]');
  select * into v_offer from public.booking_offers o where o.tenant_id = v_tenant_id and o.id = p_offer_id;
  return jsonb_build_object('state', 'open', 'offers', v_offers) || app.booking_clinic(v_tenant_id)
    || case when v_offers @> jsonb_build_array(jsonb_build_object('id', v_offer.id))
      then jsonb_build_object('offer_id', v_offer.id) || app.online_days(v_tenant_id, v_offer.therapist_id, v_offer.session_type_id, p_from)
      else '{}' end;
end;
$$;
comment on function app.open_booking_page(text, uuid, date, text) is
  'Caller: online-booking, for whoever has the address. {state: open | closed | unknown | limited}; an open one with the clinic, its offers and, for an offer, days: [{day, slots: [{at, time}]}] and next (a day).';
revoke execute on function app.open_booking_page(text, uuid, date, text) from public, anon, authenticated;
grant execute on function app.open_booking_page(text, uuid, date, text) to service_role;
