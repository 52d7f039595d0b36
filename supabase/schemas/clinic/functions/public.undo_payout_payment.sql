create function public.undo_payout_payment(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_month date;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_row from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month and s.status = 'paid';
  if v_row.tenant_id is not null then
    update public.payout_statements s set status = 'closed', paid_on = null, method = null
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
    perform app.note_payout(v_row, 'payment_undone', v_row.total_cents);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$$;
comment on function public.undo_payout_payment(uuid, uuid, date) is
  'Caller: owner and admin. The month was not paid out after all: it is closed again. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 therapist_not_found.';
revoke execute on function public.undo_payout_payment(uuid, uuid, date) from public, anon, authenticated;
grant execute on function public.undo_payout_payment(uuid, uuid, date) to authenticated;
