create function public.preview_unbilled_sessions(p_tenant_id uuid, p_from date)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_from is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  -- what the act itself would say; nothing of it stays
  begin
    v_answer := app.bill_unbilled(p_tenant_id, p_from, gen_random_uuid());
    raise sqlstate 'ZL001';
  exception when sqlstate 'ZL001' then
    return v_answer;
  end;
end;
$$;
comment on function public.preview_unbilled_sessions(uuid, date) is
  'Caller: owner, admin and operator. What bill_unbilled_sessions would charge: {sessions, charges, amount_cents, covered by packages and fees, first_on, last_on, left}. Changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date.';
revoke execute on function public.preview_unbilled_sessions(uuid, date) from public, anon, authenticated;
grant execute on function public.preview_unbilled_sessions(uuid, date) to authenticated;
