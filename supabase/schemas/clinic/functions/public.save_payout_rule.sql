create function public.save_payout_rule(p_tenant_id uuid, p_id uuid, p_rule jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_rule public.payout_rules;
  v_known public.payout_rules;
begin
  perform app.require_payout_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_rule := app.typed_payout_rule(p_tenant_id, p_id, p_rule);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_known from public.payout_rules r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_known.id is null then
    update public.payout_rules r set replaced_at = clock_timestamp(), replaced_by = auth.uid()
    where r.tenant_id = p_tenant_id and r.replaced_at is null and r.valid_from = v_rule.valid_from
      and (r.therapist_id, r.session_type_id, r.payer_id) is not distinct from (v_rule.therapist_id, v_rule.session_type_id, v_rule.payer_id);
    insert into public.payout_rules (tenant_id, id,
      therapist_id, session_type_id, payer_id, percent, fixed_cents, valid_from, created_by)
    values (
      p_tenant_id, p_id, v_rule.therapist_id, v_rule.session_type_id, v_rule.payer_id, v_rule.percent, v_rule.fixed_cents, v_rule.valid_from,
      auth.uid());
    perform app.post_payouts(p_tenant_id, app.charges_of_rule(v_rule), false);
    perform app.tell_payout(p_tenant_id, v_rule.therapist_id);
  elsif (v_known.therapist_id, v_known.session_type_id, v_known.payer_id, v_known.percent, v_known.fixed_cents, v_known.valid_from)
    is distinct from (v_rule.therapist_id, v_rule.session_type_id, v_rule.payer_id, v_rule.percent, v_rule.fixed_cents, v_rule.valid_from) then
    raise sqlstate 'PT409' using message = 'entry_id_in_use';
  end if;
  return (select to_jsonb(l) from public.list_payout_rules(p_tenant_id, true) l where l.id = p_id);
end;
$$;
comment on function public.save_payout_rule(uuid, uuid, jsonb) is
  'Caller: owner and admin. p_rule {therapist_id, session_type_id, payer_id, percent 0-100 with two decimals | fixed_cents a session, valid_from}: null is any; without percent and fixed_cents there is no such rule from that day on. A rule is never changed: said anew for the same day it replaces the other. What is paid and due since valid_from is counted anew; what concerns a closed month falls into the next open one. p_id comes from the client, and a repetition changes nothing. Answers the row of list_payout_rules. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_payout_rule, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 payer_not_found, PT409 entry_id_in_use.';
revoke execute on function public.save_payout_rule(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_payout_rule(uuid, uuid, jsonb) to authenticated;
