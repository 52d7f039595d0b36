create function public.list_session_packages(p_tenant_id uuid, p_patient_id uuid)
returns table (
  id uuid, patient_id uuid, payer_id uuid, payer_name text, session_type_id uuid, type_name text, therapist_id uuid, therapist_name text,
  sessions smallint, used smallint, remaining smallint, price_cents integer, starts_on date, expires_on date, is_expired boolean,
  missed_consumes boolean, late_cancel_consumes boolean, excused_consumes boolean, charge_id uuid, charge_state text, ended_at timestamptz, note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select k.id, k.patient_id, k.payer_id, coalesce(q.name, y.full_name), k.session_type_id, t.name, k.therapist_id, h.name, k.sessions, k.used,
      case when k.ended_at is null then k.sessions - k.used else 0 end::smallint, k.price_cents, k.starts_on, k.expires_on,
      coalesce(k.expires_on < app.clinic_today(p_tenant_id), false), k.missed_consumes, k.late_cancel_consumes, k.excused_consumes,
      k.charge_id, c.state, k.ended_at, k.note
    from public.session_packages k
    join public.payers y on y.tenant_id = p_tenant_id and y.id = k.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = k.session_type_id
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = k.therapist_id
    left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = k.charge_id
    where k.tenant_id = p_tenant_id and k.patient_id = p_patient_id
    order by k.ended_at is not null, k.created_at desc;
end;
$$;
comment on function public.list_session_packages(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. A patient''s packages, the ones in force first; remaining units. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_session_packages(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_session_packages(uuid, uuid) to authenticated;
