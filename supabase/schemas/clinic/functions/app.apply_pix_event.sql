create function app.apply_pix_event(p_tenant_id uuid, p_account_id uuid, p_event jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- one without an id, or with one that no key takes, is known by its words
  v_id text := case when char_length(p_event ->> 'id') between 1 and 200 then p_event ->> 'id'
    else 'sha256:' || encode(sha256(convert_to(p_event::text, 'UTF8')), 'hex') end;
  v_type text := left(coalesce(p_event ->> 'event', ''), 100);
  v_payment jsonb := p_event -> 'payment';
  v_result jsonb;
begin
  insert into app.pix_events (tenant_id, id, account_id, event_type, asaas_payment_id)
  values (p_tenant_id, v_id, p_account_id, v_type, left(v_payment ->> 'id', 200))
  on conflict (tenant_id, id) do nothing;
  if not found then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  v_result := case
    when app.asaas_event_meaning(v_type) = 'unknown' then jsonb_build_object('outcome', 'ignored', 'reason', 'unknown_event')
    else app.settle_pix(p_tenant_id, p_account_id, app.asaas_event_meaning(v_type), v_payment, left(p_event ->> 'dateCreated', 30)) end;
  update app.pix_events e set
    outcome = v_result ->> 'outcome', reason = v_result ->> 'reason', pix_charge_id = (v_result ->> 'pix_charge_id')::uuid,
    raw = case when v_result ? 'pix_charge_id' then p_event end
  where e.tenant_id = p_tenant_id and e.id = v_id;
  return v_result;
end;
$$;
comment on function app.apply_pix_event(uuid, uuid, jsonb) is
  'Caller: clinic-asaas-webhook, with an authentic event of the clinic''s account. Stores it once and applies it. Returns {outcome applied|ignored|review|duplicate, reason, pix_charge_id}; every outcome is answered with 200. Errors: none.';
revoke execute on function app.apply_pix_event(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.apply_pix_event(uuid, uuid, jsonb) to service_role;
