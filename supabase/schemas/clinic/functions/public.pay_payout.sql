create function public.pay_payout(p_tenant_id uuid, p_therapist_id uuid, p_month date, p_method text, p_paid_on date default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_month date;
  v_method text;
  v_day date;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  v_method := app.require_payment_method(p_method);
  v_day := app.require_money_day(p_tenant_id, p_paid_on);
  perform app.lock_payouts(p_tenant_id, true);
  update public.payout_statements s set status = 'paid', paid_on = v_day, method = v_method
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month and s.status = 'closed'
  returning * into v_row;
  if v_row.tenant_id is not null then
    perform app.note_payout(v_row, 'paid', v_row.total_cents);
  elsif not exists (
    select from public.payout_statements s
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month and s.status = 'paid') then
    raise sqlstate 'PT409' using message = 'payout_open';
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$$;
comment on function public.pay_payout(uuid, uuid, date, text, date) is
  'Caller: owner and admin. Notes that a closed month was paid out to the therapist. One that was paid out already stays as it is. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT400 invalid_method, PT404 therapist_not_found, PT409 payout_open.';
revoke execute on function public.pay_payout(uuid, uuid, date, text, date) from public, anon, authenticated;
grant execute on function public.pay_payout(uuid, uuid, date, text, date) to authenticated;
