create function public.delete_payout_rule(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_rule public.payout_rules;
begin
  perform app.require_payout_keeper(p_tenant_id);
  perform app.lock_payouts(p_tenant_id, true);
  update public.payout_rules r set replaced_at = clock_timestamp(), replaced_by = auth.uid()
  where r.tenant_id = p_tenant_id and r.id = p_id and r.replaced_at is null
  returning * into v_rule;
  if v_rule.id is not null then
    perform app.post_payouts(p_tenant_id, app.charges_of_rule(v_rule), false);
    perform app.tell_payout(p_tenant_id, v_rule.therapist_id);
  end if;
end;
$$;
comment on function public.delete_payout_rule(uuid, uuid) is
  'Caller: owner and admin. A rule that should never have been: it stays in the history and counts no more, and what was paid since is counted anew. One that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_payout_rule(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_payout_rule(uuid, uuid) to authenticated;
