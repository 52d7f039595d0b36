create function app.require_payout_month(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns date
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_month is null or p_month > app.clinic_today(p_tenant_id) then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A month that has begun.';
  elsif not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  return date_trunc('month', p_month);
end;
$$;
comment on function app.require_payout_month(uuid, uuid, date) is
  'The first day of a month of a therapist''s. Errors: PT400 invalid_date, PT404 therapist_not_found.';
revoke execute on function app.require_payout_month(uuid, uuid, date) from public, anon, authenticated;
