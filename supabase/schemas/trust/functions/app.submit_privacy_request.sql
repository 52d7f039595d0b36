create function app.submit_privacy_request(
  p_slug text, p_id uuid, p_token text, p_form jsonb, p_seconds integer, p_ip_hash text, p_now timestamptz default now()
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant public.tenants;
  v_today date;
  v_typed jsonb;
  v_row public.privacy_requests;
begin
  if not app.take_turn('privacy:try:' || coalesce(p_ip_hash, '-'), 30, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  select t.* into v_tenant from public.tenants t join public.privacy_settings s on s.tenant_id = t.id and s.is_page_open where t.slug = p_slug;
  if v_tenant.id is null or p_id is null or coalesce(char_length(p_token), 0) < 20 then
    return '{"state": "unknown"}';
  end if;
  v_today := (p_now at time zone v_tenant.time_zone)::date;
  -- sent twice, or again after the back button: it is the same request
  select * into v_row from public.privacy_requests r where r.tenant_id = v_tenant.id and r.id = p_id;
  if v_row.id is null then
    v_typed := app.checked_privacy_form(p_form, v_today);
    if jsonb_array_length(v_typed -> 'problems') > 0 then
      return jsonb_build_object('state', 'invalid', 'problems', v_typed -> 'problems');
    -- machines are quicker than people, and a page that lay open since yesterday is not sure to be ours
    elsif p_seconds is null or p_seconds not between 3 and 86400 then
      return '{"state": "again"}';
    end if;
    if not app.take_turn('privacy:send:' || coalesce(p_ip_hash, '-'), 5, interval '1 hour')
      or not app.take_turn('privacy:email:' || encode(sha256(convert_to(v_typed ->> 'email', 'UTF8')), 'hex'), 5, interval '1 day')
      or not app.take_turn('privacy:clinic:' || v_tenant.id, 60, interval '1 hour') then
      return '{"state": "limited"}';
    end if;
    insert into public.privacy_requests (tenant_id, id, person_name, contact, kind, details, received_on, origin, email, cpf, birth_date, acts_for, token_hash)
    values (v_tenant.id, p_id, v_typed ->> 'full_name', concat_ws(' · ', v_typed ->> 'email', v_typed ->> 'phone'), v_typed ->> 'kind',
      v_typed ->> 'details', v_today, 'page', v_typed ->> 'email', v_typed ->> 'cpf', (v_typed ->> 'birth_date')::date, v_typed ->> 'acts_for',
      sha256(convert_to(p_token, 'UTF8')))
    on conflict (tenant_id, id) do nothing returning * into v_row;
    if v_row.id is null then
      select * into v_row from public.privacy_requests r where r.tenant_id = v_tenant.id and r.id = p_id;
    else
      perform app.audit(v_tenant.id, 'privacy_request.received', 'privacy_request', p_id::text, null, jsonb_build_object('kind', v_row.kind));
      perform app.check_privacy(v_tenant.id, p_now);
      -- nothing that a stranger typed goes into a mail
      perform app.send_email(v_tenant.id, 'privacy_request', v_row.email, jsonb_build_object('clinic', v_tenant.name, 'step', 'received',
        'protocol', app.privacy_protocol(p_id), 'kind', v_row.kind, 'due_on', v_row.due_on, 'slug', v_tenant.slug, 'token', p_token),
        'privacy:received:' || p_id);
      perform app.broadcast(v_tenant.id, 'privacy', jsonb_build_object('id', p_id));
    end if;
  end if;
  return jsonb_build_object('state', 'received', 'clinic_name', v_tenant.name, 'protocol', app.privacy_protocol(p_id), 'due_on', v_row.due_on,
    'email', v_row.email);
end;
$$;
comment on function app.submit_privacy_request(text, uuid, text, jsonb, integer, text, timestamptz) is
  'Caller: privacy-request, for whoever fills the page in. p_id names the form, so that a repetition is one request; p_token opens the page of the request and is in the mail; p_form {full_name, email, phone, cpf, birth_date, for_other, acts_for, kind, details, declared}; p_seconds: since the page was made, null when it is not ours. {state: received (protocol, due_on, email) | invalid (problems) | again | limited | unknown}. Everything that is wrong is an answer, not an error; whether somebody is known tells nothing.';
revoke execute on function app.submit_privacy_request(text, uuid, text, jsonb, integer, text, timestamptz) from public, anon, authenticated;
grant execute on function app.submit_privacy_request(text, uuid, text, jsonb, integer, text, timestamptz) to service_role;
