create function public.save_therapist_fiscal(p_tenant_id uuid, p_user_id uuid, p_fiscal jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'therapist']);
  v_as text := p_fiscal ->> 'receives_as';
  v_document text := app.normalise_cpf_cnpj(p_fiscal ->> 'document');
  v_occupation text := nullif(p_fiscal ->> 'occupation', '');
begin
  if v_role not in ('owner', 'admin') and p_user_id <> auth.uid() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if v_as is null or v_as not in ('clinic', 'pf', 'pj')
    or not exists (select from public.health_occupations o where o.code = v_occupation) and v_occupation is not null then
    raise sqlstate 'PT400' using message = 'invalid_fiscal_settings';
  end if;
  if v_as = 'clinic' then
    v_document := null;
  elsif v_document is null and p_fiscal ->> 'document' ~ '\w' or char_length(v_document) <> (case v_as when 'pf' then 11 else 14 end) then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  insert into public.therapist_fiscal as f (tenant_id, user_id, receives_as, legal_name, document, address, city, occupation)
  values (p_tenant_id, p_user_id, v_as, case when p_fiscal ->> 'legal_name' ~ '\S' then app.require_name(p_fiscal ->> 'legal_name', 150) end,
    v_document, app.trimmed(p_fiscal ->> 'address', 200), app.trimmed(p_fiscal ->> 'city', 100), v_occupation)
  on conflict (tenant_id, user_id) do update set
    receives_as = excluded.receives_as, legal_name = excluded.legal_name, document = excluded.document, address = excluded.address,
    city = excluded.city, occupation = excluded.occupation;
  return public.get_fiscal_settings(p_tenant_id);
end;
$$;
comment on function public.save_therapist_fiscal(uuid, uuid, jsonb) is
  'Caller: owner and admin; a therapist the own. In whose name a therapist is paid: {receives_as clinic|pf|pj, legal_name, document, address, city, occupation}. Answers get_fiscal_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_fiscal_settings, PT400 invalid_name, PT400 invalid_cpf_cnpj.';
revoke execute on function public.save_therapist_fiscal(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_therapist_fiscal(uuid, uuid, jsonb) to authenticated;
