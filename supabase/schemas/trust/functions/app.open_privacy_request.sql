create function app.open_privacy_request(p_slug text, p_token text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant public.tenants;
  v_row public.privacy_requests;
begin
  if not app.take_turn('privacy:open:' || coalesce(p_ip_hash, '-'), 60, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select * into v_tenant from public.tenants t where t.slug = p_slug;
  select * into v_row from public.privacy_requests r
  where r.tenant_id = v_tenant.id and r.token_hash = sha256(convert_to(p_token, 'UTF8'));
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  if v_row.email_seen_at is null then
    update public.privacy_requests r set email_seen_at = now() where r.tenant_id = v_tenant.id and r.id = v_row.id and r.email_seen_at is null;
    perform app.broadcast(v_tenant.id, 'privacy', jsonb_build_object('id', v_row.id));
  end if;
  return jsonb_build_object('state', 'known', 'clinic_name', v_tenant.name, 'protocol', app.privacy_protocol(v_row.id), 'kind', v_row.kind,
    'received_on', v_row.received_on, 'due_on', v_row.due_on, 'outcome', v_row.state, 'answer', v_row.answer,
    'answered_on', (v_row.answered_at at time zone v_tenant.time_zone)::date);
end;
$$;
comment on function app.open_privacy_request(text, text, text) is
  'Caller: privacy-request, for whoever has the link of the mail: {state: known | unknown | limited, clinic_name, protocol, kind, received_on, due_on, outcome, answer, answered_on}. The first time says that somebody reads the address.';
revoke execute on function app.open_privacy_request(text, text, text) from public, anon, authenticated;
grant execute on function app.open_privacy_request(text, text, text) to service_role;
