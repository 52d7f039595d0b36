create function public.post_monthly_fees(p_tenant_id uuid, p_month date default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_this date;
begin
  perform app.require_money_writer(p_tenant_id);
  v_this := date_trunc('month', app.clinic_today(p_tenant_id));
  if p_month < v_this - interval '1 year' or p_month >= v_this + interval '2 months' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A month of the last year, this one or the next.';
  end if;
  return app.post_monthly_fees(p_tenant_id, coalesce(p_month, v_this));
end;
$$;
comment on function public.post_monthly_fees(uuid, date) is
  'Caller: owner, admin and operator. Charges a month of every monthly fee (this one, unless it is said); what is charged already stays. Answers {month, posted, amount_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date.';
revoke execute on function public.post_monthly_fees(uuid, date) from public, anon, authenticated;
grant execute on function public.post_monthly_fees(uuid, date) to authenticated;
