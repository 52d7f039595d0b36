create function public.add_payout_adjustment(
  p_tenant_id uuid, p_id uuid, p_therapist_id uuid, p_month date, p_amount_cents integer, p_reason text
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_month date;
  v_reason text;
  v_known public.payout_entries;
begin
  perform app.require_payout_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  perform app.require_amount(abs(p_amount_cents));
  v_reason := app.require_reason(p_reason);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_known from public.payout_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_known.id is not null then
    if (v_known.kind, v_known.therapist_id, v_known.month, v_known.amount_cents)
      is distinct from ('adjustment', p_therapist_id, v_month, p_amount_cents) then
      raise sqlstate 'PT409' using message = 'entry_id_in_use';
    end if;
  elsif app.payout_month(p_tenant_id, p_therapist_id, v_month) <> v_month then
    raise sqlstate 'PT409' using message = 'payout_closed';
  else
    insert into public.payout_entries (tenant_id, id, therapist_id, month, kind, amount_cents, counts_on, note, created_by)
    values (p_tenant_id, p_id, p_therapist_id, v_month, 'adjustment', p_amount_cents,
      least((v_month + interval '1 month' - interval '1 day')::date, app.clinic_today(p_tenant_id)), v_reason, auth.uid());
    perform app.tell_payout(p_tenant_id, p_therapist_id);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$$;
comment on function public.add_payout_adjustment(uuid, uuid, uuid, date, integer, text) is
  'Caller: owner and admin. A therapist gets more for an open month, or less (below zero), with a reason. p_id comes from the client, and a repetition changes nothing. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_date, PT400 invalid_amount, PT400 money_reason_required, PT404 therapist_not_found, PT409 entry_id_in_use, PT409 payout_closed.';
revoke execute on function public.add_payout_adjustment(uuid, uuid, uuid, date, integer, text) from public, anon, authenticated;
grant execute on function public.add_payout_adjustment(uuid, uuid, uuid, date, integer, text) to authenticated;
