create function public.list_payout_lines(
  p_tenant_id uuid, p_therapist_id uuid, p_month date, p_after bigint default null, p_limit integer default 50
)
returns table (
  id uuid, number bigint, kind text, counts_on date, amount_cents integer, paid_cents integer, percent numeric, fixed_cents integer, units integer,
  is_late boolean, charge_id uuid, payment_id uuid, origin text, charge_cents integer, due_on date, session_id uuid, starts_local text,
  type_name text, patient_id uuid, patient_name text, payer_name text, method text, note text, by_name text, created_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
  v_month date := date_trunc('month', p_month);
  v_snapshot jsonb;
begin
  if p_therapist_id <> coalesce(v_scope, p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  select s.snapshot into v_snapshot from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
  if v_snapshot is not null then
    return query
      select x.* from jsonb_to_recordset(v_snapshot -> 'lines') as x (
        id uuid, number bigint, kind text, counts_on date, amount_cents integer, paid_cents integer, percent numeric, fixed_cents integer,
        units integer, is_late boolean, charge_id uuid, payment_id uuid, origin text, charge_cents integer, due_on date, session_id uuid,
        starts_local text, type_name text, patient_id uuid, patient_name text, payer_name text, method text, note text, by_name text,
        created_at timestamptz)
      where x.number > coalesce(p_after, 0) order by x.number limit least(greatest(p_limit, 1), 500);
  else
    return query
      select l.* from app.payout_lines(p_tenant_id, p_therapist_id, v_month) l
      where l.number > coalesce(p_after, 0) order by l.number limit least(greatest(p_limit, 1), 500);
  end if;
end;
$$;
comment on function public.list_payout_lines(uuid, uuid, date, bigint, integer) is
  'Caller: owner and admin; whoever treats, for the own. What a month of a therapist consists of, payment by payment, after the number p_after; of a closed month as it was closed. is_late: of a month that was closed already. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found.';
revoke execute on function public.list_payout_lines(uuid, uuid, date, bigint, integer) from public, anon, authenticated;
grant execute on function public.list_payout_lines(uuid, uuid, date, bigint, integer) to authenticated;
