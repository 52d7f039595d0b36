create function app.typed_payout_rule(p_tenant_id uuid, p_id uuid, p_rule jsonb)
returns public.payout_rules
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.payout_rules;
begin
  v_row.tenant_id := p_tenant_id;
  v_row.id := p_id;
  v_row.number := 9223372036854775807;
  v_row.therapist_id := app.typed_id(p_rule ->> 'therapist_id');
  v_row.session_type_id := app.typed_id(p_rule ->> 'session_type_id');
  v_row.payer_id := app.typed_id(p_rule ->> 'payer_id');
  v_row.valid_from := app.typed_date(p_rule ->> 'valid_from');
  if p_rule ->> 'percent' is not null then
    if p_rule ->> 'percent' !~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' or (p_rule ->> 'percent')::numeric > 100 then
      raise sqlstate 'PT400' using message = 'invalid_payout_rule', detail = 'percent';
    end if;
    v_row.percent := (p_rule ->> 'percent')::numeric;
  end if;
  if p_rule ->> 'fixed_cents' is not null then
    v_row.fixed_cents := app.typed_number(p_rule ->> 'fixed_cents');
    if v_row.percent is not null or v_row.fixed_cents is null or v_row.fixed_cents not between 0 and 100000000 then
      raise sqlstate 'PT400' using message = 'invalid_payout_rule', detail = 'fixed_cents';
    end if;
  end if;
  if v_row.valid_from is null or v_row.valid_from < '2000-01-01' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'valid_from';
  end if;
  if v_row.therapist_id is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_row.therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif v_row.session_type_id is not null and not exists (
    select from public.session_types t where t.tenant_id = p_tenant_id and t.id = v_row.session_type_id) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  elsif v_row.payer_id is not null and not exists (
    select from public.payers y where y.tenant_id = p_tenant_id and y.id = v_row.payer_id) then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.typed_payout_rule(uuid, uuid, jsonb) is
  'What a form says of a rule, with a number after all others. Errors: PT400 invalid_payout_rule, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 payer_not_found.';
revoke execute on function app.typed_payout_rule(uuid, uuid, jsonb) from public, anon, authenticated;
