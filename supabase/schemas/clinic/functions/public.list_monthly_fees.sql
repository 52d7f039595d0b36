create function public.list_monthly_fees(p_tenant_id uuid, p_patient_id uuid)
returns table (
  id uuid, patient_id uuid, therapist_id uuid, therapist_name text, session_type_id uuid, type_name text, day smallint, amount_cents integer,
  starts_on date, ends_on date, prorates boolean, recess text, note text, is_active boolean, months jsonb
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select f.id, f.patient_id, f.therapist_id, h.name, f.session_type_id, t.name, f.day, f.amount_cents, f.starts_on, f.ends_on, f.prorates,
      f.recess, f.note, coalesce(f.ends_on >= app.clinic_today(p_tenant_id), true), coalesce((
        select jsonb_agg(jsonb_build_object('month', m.month, 'charge_id', m.charge_id, 'amount_cents', coalesce(c.amount_cents, 0),
          'state', c.state) order by m.month desc)
        from public.monthly_fee_months m
        left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = m.charge_id
        where m.tenant_id = p_tenant_id and m.fee_id = f.id), '[]')
    from public.monthly_fees f
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = f.therapist_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = f.session_type_id
    where f.tenant_id = p_tenant_id and f.patient_id = p_patient_id
    order by f.ends_on nulls first, f.starts_on desc;
end;
$$;
comment on function public.list_monthly_fees(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. A patient''s monthly fees with the months that are charged, the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_monthly_fees(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_monthly_fees(uuid, uuid) to authenticated;
