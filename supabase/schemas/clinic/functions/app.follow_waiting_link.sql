-- What the link of an offer shows, and what its buttons do. Everything that is wrong with it is an answer, not an error.
create function app.follow_waiting_link(p_token text, p_ip_hash text, p_yes boolean default null, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_offer public.waiting_list_offers;
  v_state text;
begin
  if not app.take_turn('waiting:' || coalesce(p_ip_hash, '-'), 60, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_offer := app.waiting_offer_of(p_token);
  if v_offer.id is null then
    return '{"state": "unknown"}';
  end if;
  if p_yes is not null then
    v_state := app.answer_waiting_offer(v_offer.tenant_id, v_offer.id, p_yes, p_now) ->> 'state';
  else
    v_state := case when v_offer.state = 'open' and v_offer.expires_at <= p_now then 'expired' else v_offer.state end;
  end if;
  return (
    select jsonb_build_object('state', v_state, 'clinic_name', t.name, 'when', app.moment_in_words(s.starts_at, t.time_zone),
      'therapist_name', h.name, 'until', app.moment_in_words(v_offer.expires_at, t.time_zone))
    from public.waiting_slots s
    join public.tenants t on t.id = s.tenant_id
    join public.therapists h on h.tenant_id = s.tenant_id and h.user_id = s.therapist_id
    where s.tenant_id = v_offer.tenant_id and s.id = v_offer.slot_id);
end;
$$;
comment on function app.follow_waiting_link(text, text, boolean, timestamptz) is
  'Caller: waiting-offer, for whoever holds the token; p_yes NULL only looks. {state: open | accepted | refused | expired | withdrawn | filled | unknown | limited, clinic_name, when, therapist_name, until}. Nothing of the patient.';
revoke execute on function app.follow_waiting_link(text, text, boolean, timestamptz) from public, anon, authenticated;
grant execute on function app.follow_waiting_link(text, text, boolean, timestamptz) to service_role;
