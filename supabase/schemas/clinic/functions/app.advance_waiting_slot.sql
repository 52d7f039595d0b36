-- One step of a time on offer: what is over ends, and whoever is next is asked.
create function app.advance_waiting_slot(p_tenant_id uuid, p_id uuid, p_link text, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.waiting_list_settings := app.waiting_settings_of(p_tenant_id);
  v_slot public.waiting_slots;
  v_offer uuid;
  v_expires_at timestamptz;
  v_polite timestamptz;
  v_free integer;
  v_sent jsonb;
  v_sends jsonb := '[]';
begin
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_slot.id is null or v_slot.status <> 'open' then
    return jsonb_build_object('sends', v_sends);
  end if;
  if v_slot.starts_at <= p_now then
    perform app.close_waiting_slot(p_tenant_id, p_id, 'ended', 'expired');
    return jsonb_build_object('sends', v_sends);
  end if;
  if app.blocks(app.session_hits(p_tenant_id, v_slot.therapist_id, null, v_slot.starts_at, v_slot.ends_at)) then
    perform app.close_waiting_slot(p_tenant_id, p_id, 'filled', 'filled');
    return jsonb_build_object('sends', v_sends);
  end if;
  update public.waiting_list_offers o set state = case when o.expires_at <= p_now then 'expired' else 'withdrawn' end
  from public.waiting_list w
  where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state in ('queued', 'open') and w.tenant_id = p_tenant_id and w.id = o.entry_id
    and (o.expires_at <= p_now or w.status <> 'waiting');
  v_polite := app.polite_moment(p_now, app.clinic_zone(p_tenant_id));
  v_expires_at := least(p_now + make_interval(mins => v_settings.deadline_minutes), v_slot.starts_at);
  if v_polite <= p_now then
    -- whom somebody chose first, then the turn
    for v_offer in
      select o.id from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state = 'queued' order by o.created_at, o.id
    loop
      v_sent := app.send_waiting_offer(v_slot, v_offer, p_link, v_expires_at);
      v_sends := v_sends || jsonb_build_array(v_sent);
    end loop;
    if v_slot.is_automatic and v_settings.is_on and v_slot.starts_at >= p_now + make_interval(hours => v_settings.notice_hours) then
      select v_settings.offers_at_once - count(*) into v_free from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state = 'open';
      while v_free > 0 loop
        insert into public.waiting_list_offers (tenant_id, slot_id, entry_id)
        select p_tenant_id, p_id, m.entry_id
        from app.waiting_matches(p_tenant_id, v_slot.therapist_id, v_slot.starts_at, v_slot.ends_at) m
        join public.waiting_list w on w.tenant_id = p_tenant_id and w.id = m.entry_id
        where not exists (
            select from public.waiting_list_offers o
            where o.tenant_id = p_tenant_id and o.entry_id = m.entry_id and (o.slot_id = p_id or o.state in ('queued', 'open')))
          -- who gave the time up is not offered it
          and not exists (
            select from public.session_patients sp
            where sp.tenant_id = p_tenant_id and sp.session_id = v_slot.freed_session_id and sp.patient_id = w.patient_id)
        order by m.place limit 1
        returning id into v_offer;
        exit when not found;
        v_sent := app.send_waiting_offer(v_slot, v_offer, p_link, v_expires_at);
        v_sends := v_sends || jsonb_build_array(v_sent);
        v_free := v_free - case when v_sent ? 'skipped' then 0 else 1 end;
      end loop;
    end if;
  end if;
  perform app.enqueue_at(p_tenant_id, 'waiting_slot', jsonb_build_object('id', p_id), coalesce(
    case when v_polite > p_now then v_polite end,
    (select least(min(o.expires_at), v_slot.starts_at) from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state = 'open')));
  perform app.tell_waiting(p_tenant_id);
  return jsonb_build_object('sends', v_sends);
end;
$$;
comment on function app.advance_waiting_slot(uuid, uuid, text, timestamptz) is
  'Caller: workers, when something of a slot is due. Ends offers whose deadline passed, closes a slot that is taken or began, sends what the desk queued, and asks the next in turn between 7 and 21 o''clock. p_link is the address before the token. Answers {sends: [as create_automation_message]}.';
revoke execute on function app.advance_waiting_slot(uuid, uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function app.advance_waiting_slot(uuid, uuid, text, timestamptz) to service_role;
