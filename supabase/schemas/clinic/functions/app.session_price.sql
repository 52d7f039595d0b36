create function app.session_price(
  p_tenant_id uuid, p_patient_id uuid, p_therapist_id uuid, p_session_type_id uuid, out price_cents integer, out source text
)
language plpgsql
stable
set search_path = ''
as $$
begin
  select s.price_cents, case when s.patient_id is not null then 'patient' else 'therapist' end into price_cents, source
  from public.session_prices s
  where s.tenant_id = p_tenant_id and (s.patient_id = p_patient_id or s.patient_id is null)
    and (s.therapist_id = p_therapist_id or s.therapist_id is null)
    and (s.session_type_id = p_session_type_id or s.session_type_id is null)
  order by s.patient_id is null, s.session_type_id is null, s.therapist_id is null limit 1;
  if source is null then
    select t.price_cents, case when t.price_cents is not null then 'type' else 'none' end into price_cents, source
    from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_session_type_id;
  end if;
end;
$$;
comment on function app.session_price(uuid, uuid, uuid, uuid) is
  'What a session costs this patient and where that is said: patient (the social fee), therapist, type, none.';
revoke execute on function app.session_price(uuid, uuid, uuid, uuid) from public, anon, authenticated;
