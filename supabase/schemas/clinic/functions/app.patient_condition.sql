-- The filters of a list of patients as a condition on patients p; only values that are known here get into it.
create function app.patient_condition(p_tenant_id uuid, p_where jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_age text := nullif(p_where ->> 'age', '');
  v_month text := nullif(p_where ->> 'birthday', '');
  v_missing text := nullif(p_where ->> 'missing', '');
  v_segment text := nullif(p_where ->> 'segment', '');
  v_adult_since date;
begin
  if v_age not in ('minor', 'adult') or v_month !~ '^([1-9]|1[0-2])$' or v_missing not in ('phone', 'email', 'cpf', 'birth_date')
    or v_segment is not null and app.typed_id(v_segment) is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_where::text, 80);
  end if;
  select (now() at time zone t.time_zone)::date - interval '18 years' into v_adult_since from public.tenants t where t.id = p_tenant_id;
  return concat_ws(' and ', 'true',
    case v_age when 'minor' then format('p.birth_date > %L', v_adult_since) when 'adult' then format('p.birth_date <= %L', v_adult_since) end,
    'extract(month from p.birth_date) = ' || v_month,
    case when v_segment is not null then format('p.id in (select app.segment_member_ids(%L, ''patients'', %L))', p_tenant_id, app.typed_id(v_segment)) end,
    case v_missing
      when 'cpf' then 'p.cpf is null'
      when 'birth_date' then 'p.birth_date is null'
      when 'phone' then 'not exists (select from public.contact_phones c where c.tenant_id = p.tenant_id and c.patient_id = p.id)'
      when 'email' then 'not exists (select from public.contact_emails c where c.tenant_id = p.tenant_id and c.patient_id = p.id)'
    end);
end;
$$;
comment on function app.patient_condition(uuid, jsonb) is
  'Caller: list_patients and count_patients. {age: minor | adult, birthday: month, missing: phone | email | cpf | birth_date, segment: id of one}, all of them at once; absent or empty is no filter. Errors: PT400 invalid_filter.';
revoke execute on function app.patient_condition(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.patient_condition(uuid, jsonb) to authenticated;
