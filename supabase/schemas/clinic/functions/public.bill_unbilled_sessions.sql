create function public.bill_unbilled_sessions(p_tenant_id uuid, p_id uuid, p_from date)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif p_from is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('unbilled:' || p_tenant_id, 0));
  if exists (select from app.unbilled_sessions u where u.tenant_id = p_tenant_id and u.run_id = p_id) then
    return jsonb_build_object('id', p_id, 'sessions', 0, 'charges', 0, 'amount_cents', 0, 'covered', 0, 'left', 0);
  end if;
  return app.bill_unbilled(p_tenant_id, p_from, p_id) || jsonb_build_object('id', p_id);
end;
$$;
comment on function public.bill_unbilled_sessions(uuid, uuid, date) is
  'Caller: owner, admin and operator. Charges sessions that were booked before there was a ledger, from a day on, up to 500 at a time. p_id comes from the client, and a repetition changes nothing. Answers as preview_unbilled_sessions, with id. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_date.';
revoke execute on function public.bill_unbilled_sessions(uuid, uuid, date) from public, anon, authenticated;
grant execute on function public.bill_unbilled_sessions(uuid, uuid, date) to authenticated;
