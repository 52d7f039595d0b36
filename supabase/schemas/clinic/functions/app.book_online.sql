-- A stranger takes a time. Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.book_online(p_slug text, p_form_token text, p_link_token text, p_link text, p_form jsonb, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant_id uuid;
  v_settings public.booking_settings;
  v_offer public.booking_offers;
  v_typed jsonb;
  v_booked jsonb;
begin
  if not app.take_turn('booking:book:' || coalesce(p_ip_hash, '-'), 30, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant_id from app.booking_routes r where r.key_hash = app.booking_key('slug', p_slug) and r.booking_id is null;
  if v_tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  -- sent twice, or sent again after the back button: what it made before, whatever became of the rest
  if exists (select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  end if;
  v_settings := app.booking_settings_of(v_tenant_id);
  if not v_settings.is_open then
    return '{"state": "closed"}';
  end if;
  if coalesce(char_length(p_form_token), 0) < 20 or coalesce(char_length(p_link_token), 0) < 20 then
    return '{"state": "unknown"}';
  end if;
  select o.* into v_offer from public.booking_offers o
  join public.therapists t on t.tenant_id = v_tenant_id and t.user_id = o.therapist_id and t.is_active
  where o.tenant_id = v_tenant_id and o.id = app.typed_id(p_form ->> 'offer_id');
  v_typed := app.checked_online_form(p_form, v_settings.privacy_text is not null);
  if v_offer.id is null then
    return '{"state": "taken"}';
  elsif v_typed -> 'problems' <> '{}' then
    return jsonb_build_object('state', 'invalid', 'problems', v_typed -> 'problems');
  end if;
  if not app.take_turn('booking:phone:' || v_tenant_id || ':' || encode(sha256(convert_to(v_typed ->> 'phone', 'UTF8')), 'hex'), 6, interval '1 day')
    or not app.take_turn('booking:clinic:' || v_tenant_id, 120, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  begin
    v_booked := app.take_online_slot(v_settings, v_offer, p_form_token, p_link_token, p_link, p_form || v_typed);
  exception when exclusion_violation or unique_violation then
    v_booked := '{"state": "taken"}';
  end;
  -- the same form, twice at once: what took the time was itself
  if v_booked = '{"state": "taken"}' and exists (
    select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  end if;
  return v_booked;
end;
$$;
comment on function app.book_online(text, text, text, text, jsonb, text) is
  'Caller: online-booking, for whoever has the address. p_form {offer_id, starts_at (UTC), full_name, social_name, phone, message, accepted, first_visit}; p_form_token names the form, so that a repetition is one session; p_link_token opens the booking and p_link is its address, which the notice says. {state: booked | taken | invalid (problems by field) | closed | unknown | limited}, the same for a number that the clinic knows and one that it does not.';
revoke execute on function app.book_online(text, text, text, text, jsonb, text) from public, anon, authenticated;
grant execute on function app.book_online(text, text, text, text, jsonb, text) to service_role;
