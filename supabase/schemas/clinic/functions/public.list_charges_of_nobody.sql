create function public.list_charges_of_nobody(p_tenant_id uuid, p_month date)
returns table (id uuid, origin text, due_on date, patient_id uuid, patient_name text, amount_cents integer, paid_cents integer, note text)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_month date := date_trunc('month', p_month);
begin
  perform app.require_payout_keeper(p_tenant_id);
  return query
    select c.id, c.origin, c.due_on, c.patient_id, p.name, c.amount_cents, c.paid_cents, c.note
    from public.money_charges c
    join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    where c.tenant_id = p_tenant_id and c.therapist_id is null and c.reversed_at is null and c.origin in ('package', 'monthly_fee')
      and c.due_on >= v_month and c.due_on < v_month + interval '1 month'
    order by c.due_on, c.id limit 200;
end;
$$;
comment on function public.list_charges_of_nobody(uuid, date) is
  'Caller: owner and admin. Packages and monthly fees of a month that are no therapist''s: they are in nobody''s payout until set_charge_therapist. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_charges_of_nobody(uuid, date) from public, anon, authenticated;
grant execute on function public.list_charges_of_nobody(uuid, date) to authenticated;
