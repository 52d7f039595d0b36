-- The form of a first visit, for whoever booked: an open link that was made so before is made anew, others stay.
create function app.invite_online_booking(p_token text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.online_bookings;
  v_form public.intake_forms;
  v_invite uuid;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  select * into v_form from public.intake_forms f
  where f.tenant_id = v_row.tenant_id and f.is_default and f.archived_at is null for share;
  if v_form.id is null or not coalesce((app.online_booking_payload(v_row) -> 'offers_intake')::boolean, false) then
    return '{"state": "none"}';
  end if;
  select i.id into v_invite from public.intake_invites i
  where i.tenant_id = v_row.tenant_id and i.patient_id = v_row.patient_id and i.form_id = v_form.id and i.created_by is null
    and i.submitted_at is null and i.cancelled_at is null and i.expires_at > now() order by i.id limit 1 for update;
  if v_invite is null then
    insert into public.intake_invites (tenant_id, patient_id, form_id, form_version, texts, token_hash, expires_at)
    values (v_row.tenant_id, v_row.patient_id, v_form.id, v_form.version, app.intake_texts_in_use(v_row.tenant_id),
      sha256(extensions.gen_random_bytes(32)), now() + interval '14 days')
    returning id into v_invite;
    perform app.broadcast(v_row.tenant_id, 'intake', jsonb_build_object('id', v_invite));
  end if;
  return jsonb_build_object('state', 'invited', 'token', app.intake_link(v_row.tenant_id, v_invite));
end;
$$;
comment on function app.invite_online_booking(text, text) is
  'Caller: online-booking, for whoever holds the link of a booking and said that it is a first visit. {state: invited, token: of the intake form} or {state: none | unknown | limited}.';
revoke execute on function app.invite_online_booking(text, text) from public, anon, authenticated;
grant execute on function app.invite_online_booking(text, text) to service_role;
