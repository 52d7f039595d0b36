create function public.get_payout(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
  v_answer jsonb;
begin
  if p_month is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  elsif p_therapist_id is null or p_therapist_id <> coalesce(v_scope, p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  v_answer := app.payout_answer(p_tenant_id, p_therapist_id, date_trunc('month', p_month)::date);
  if v_answer is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  return v_answer;
end;
$$;
comment on function public.get_payout(uuid, uuid, date) is
  'Caller: owner and admin; whoever treats, for the own. A row of list_payouts with clinic_name, closed_by_name and events [{kind, total_cents, reason, paid_on, method, by_name, at}], the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 therapist_not_found.';
revoke execute on function public.get_payout(uuid, uuid, date) from public, anon, authenticated;
grant execute on function public.get_payout(uuid, uuid, date) to authenticated;
