-- What a link opens. Everything that is wrong with it is an answer, not an error: what is counted stays counted.
create function app.get_intake_invite_info(p_token text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.intake_invites;
  v_state text;
begin
  if not app.take_intake_turn(p_token, p_ip_hash, 'open', 60) then
    return '{"state": "limited"}';
  end if;
  v_row := app.intake_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  v_state := app.intake_state(v_row);
  if v_state <> 'open' then
    return jsonb_build_object('state', replace(v_state, 'reviewed', 'submitted'),
      'clinic_name', (select t.name from public.tenants t where t.id = v_row.tenant_id));
  end if;
  if v_row.opened_at is null then
    update public.intake_invites set opened_at = now() where tenant_id = v_row.tenant_id and id = v_row.id;
    perform app.broadcast(v_row.tenant_id, 'intake', jsonb_build_object('id', v_row.id));
  end if;
  return jsonb_build_object(
    'state', 'open', 'clinic_name', (select t.name from public.tenants t where t.id = v_row.tenant_id),
    'today', app.intake_today(v_row.tenant_id), 'expires_at', v_row.expires_at,
    'form_name', (select f.name from public.intake_forms f where f.tenant_id = v_row.tenant_id and f.id = v_row.form_id),
    'definition', (
      select f.definition from public.intake_form_versions f
      where f.tenant_id = v_row.tenant_id and f.form_id = v_row.form_id and f.version = v_row.form_version),
    'texts', app.intake_texts_of(v_row.tenant_id, v_row.texts));
end;
$$;
comment on function app.get_intake_invite_info(text, text) is
  'Caller: get-intake-invite-info, for whoever holds the token. {state: open | submitted | cancelled | expired | unknown | limited}; one that is open with clinic_name, today, expires_at, form_name, definition and texts, the others that are known with clinic_name. Nothing of the patient.';
revoke execute on function app.get_intake_invite_info(text, text) from public, anon, authenticated;
grant execute on function app.get_intake_invite_info(text, text) to service_role;
