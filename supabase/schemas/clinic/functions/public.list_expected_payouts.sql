create function public.list_expected_payouts(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns table (
  charge_id uuid, origin text, due_on date, session_id uuid, starts_local text, type_name text, patient_id uuid, patient_name text, state text,
  open_cents integer, expected_cents integer, percent numeric, fixed_cents integer
)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
begin
  if p_therapist_id is null or p_therapist_id <> coalesce(v_scope, p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  return query
    select x.charge_id, c.origin, x.due_on, c.session_id, app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)), t.name, c.patient_id, p.name,
      c.state, x.open_cents, x.expected_cents, x.percent, x.fixed_cents
    from app.expected_payouts(p_tenant_id, p_therapist_id, date_trunc('month', p_month)::date) x
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = x.charge_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
    order by x.due_on, x.charge_id limit 500;
end;
$$;
comment on function public.list_expected_payouts(uuid, uuid, date) is
  'Caller: owner and admin; whoever treats, for the own. What is due in a month and not paid, with what the therapist would get of it: no part of the payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found.';
revoke execute on function public.list_expected_payouts(uuid, uuid, date) from public, anon, authenticated;
grant execute on function public.list_expected_payouts(uuid, uuid, date) to authenticated;
