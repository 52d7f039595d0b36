create function public.list_session_prices(p_tenant_id uuid, p_patient_id uuid default null)
returns table (
  id uuid, patient_id uuid, patient_name text, therapist_id uuid, therapist_name text, session_type_id uuid, type_name text, price_cents integer
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select s.id, s.patient_id, p.name, s.therapist_id, h.name, s.session_type_id, t.name, s.price_cents
    from public.session_prices s
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = s.patient_id
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
    where s.tenant_id = p_tenant_id and (p_patient_id is null or s.patient_id = p_patient_id)
    order by p.sort_name nulls first, h.name nulls first, t.name nulls first;
end;
$$;
comment on function public.list_session_prices(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. Prices that differ from the types'': of therapists, then of patients; or those of one patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_session_prices(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_session_prices(uuid, uuid) to authenticated;
