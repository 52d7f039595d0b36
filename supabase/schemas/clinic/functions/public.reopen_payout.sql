create function public.reopen_payout(p_tenant_id uuid, p_therapist_id uuid, p_month date, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_month date;
  v_reason text;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  v_reason := app.require_reason(p_reason);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_row from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
  if v_row.status = 'paid' then
    raise sqlstate 'PT409' using message = 'payout_paid';
  elsif v_row.status = 'closed' then
    update public.payout_statements s set status = 'open', total_cents = null, snapshot = null, closed_by = null, closed_at = null
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
    perform app.note_payout(v_row, 'reopened', v_row.total_cents, v_reason);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$$;
comment on function public.reopen_payout(uuid, uuid, date, text) is
  'Caller: owner and admin. Opens a closed month again, with a reason; what fell into a later month meanwhile stays there. One that was paid out is first no longer paid. An open month stays so. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT400 money_reason_required, PT404 therapist_not_found, PT409 payout_paid.';
revoke execute on function public.reopen_payout(uuid, uuid, date, text) from public, anon, authenticated;
grant execute on function public.reopen_payout(uuid, uuid, date, text) to authenticated;
