create function public.save_session_price(p_tenant_id uuid, p_id uuid, p_price jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_patient uuid := app.typed_id(p_price ->> 'patient_id');
  v_therapist uuid := app.typed_id(p_price ->> 'therapist_id');
  v_type uuid := app.typed_id(p_price ->> 'session_type_id');
  v_cents integer := app.typed_number(p_price ->> 'price_cents');
  v_id uuid;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif v_cents is null or v_cents not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_price';
  elsif v_patient is null and v_therapist is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  perform app.require_price_subject(p_tenant_id, v_patient, v_therapist, v_type);
  delete from public.session_prices s
  where s.tenant_id = p_tenant_id and s.id = p_id
    and (s.patient_id, s.therapist_id, s.session_type_id) is distinct from (v_patient, v_therapist, v_type);
  insert into public.session_prices as s (tenant_id, id, patient_id, therapist_id, session_type_id, price_cents)
  values (p_tenant_id, p_id, v_patient, v_therapist, v_type, v_cents)
  on conflict (tenant_id, patient_id, therapist_id, session_type_id) do update set price_cents = excluded.price_cents
  returning s.id into v_id;
  perform app.reprice(p_tenant_id, v_patient, v_therapist, v_type);
  return (select to_jsonb(l) from public.list_session_prices(p_tenant_id) l where l.id = v_id);
end;
$$;
comment on function public.save_session_price(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. p_price {patient_id, therapist_id, session_type_id, price_cents}: of a patient (social fee) or a therapist, for one type or all. What is said twice is said anew. Sessions from today on that nobody has paid take it. Answers the row of list_session_prices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_price, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function public.save_session_price(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_session_price(uuid, uuid, jsonb) to authenticated;
