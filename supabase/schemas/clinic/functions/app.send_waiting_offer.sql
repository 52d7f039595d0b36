-- Writes an offer into the conversation of whoever is told; its slot is locked.
create function app.send_waiting_offer(p_slot public.waiting_slots, p_offer_id uuid, p_link text, p_expires_at timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_secret text := translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_');
  v_patient uuid;
  v_key text;
  v_body text;
  v_created jsonb := jsonb_build_object('skipped', 'no_conversation');
begin
  select w.patient_id, 'Olá, ' || split_part(p.name, ' ', 1) || '! Aqui é da ' || t.name || E'.\n\nAbriu um horário: *'
    || app.moment_in_words(p_slot.starts_at, t.time_zone) || '*, com ' || h.name || E'.\n\nPara ficar com ele, responda *sim* por aqui até '
    || case when (p_expires_at at time zone t.time_zone)::date = (clock_timestamp() at time zone t.time_zone)::date
      then to_char(p_expires_at at time zone t.time_zone, 'FMHH24"h"MI') else app.moment_in_words(p_expires_at, t.time_zone) end
    || E', ou abra:\n' || p_link || replace(p_slot.tenant_id::text, '-', '') || '.' || v_secret
    || E'\n\nSe não puder, responda *não*: você continua na lista de espera.'
  into v_patient, v_body
  from public.waiting_list_offers o
  join public.waiting_list w on w.tenant_id = o.tenant_id and w.id = o.entry_id
  join public.patients p on p.tenant_id = w.tenant_id and p.id = w.patient_id
  join public.tenants t on t.id = o.tenant_id
  join public.therapists h on h.tenant_id = o.tenant_id and h.user_id = p_slot.therapist_id
  where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  v_key := app.thread_to_tell(p_slot.tenant_id, v_patient);
  if v_key is not null then
    -- the offer and its message have one id: sent once, however often this is tried
    v_created := app.create_automation_message(p_slot.tenant_id, v_key, p_offer_id, v_body, 'waiting_offer');
  end if;
  if v_created ? 'skipped' then
    update public.waiting_list_offers o set state = 'unsent', skipped = v_created ->> 'skipped', body = v_body
    where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  else
    update public.waiting_list_offers o set state = 'open', body = v_body, expires_at = p_expires_at,
      message_id = (v_created #>> '{message,id}')::uuid, token_hash = sha256(convert_to(v_secret, 'UTF8'))
    where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  end if;
  return v_created;
end;
$$;
comment on function app.send_waiting_offer(public.waiting_slots, uuid, text, timestamptz) is
  'Sends a queued offer with its link, whose secret is stored as a hash; answers as create_automation_message.';
revoke execute on function app.send_waiting_offer(public.waiting_slots, uuid, text, timestamptz) from public, anon, authenticated;
