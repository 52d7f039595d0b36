create function app.checked_intake_address(p_value jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_cep text := regexp_replace(coalesce(p_value ->> 'cep', ''), '[^0-9]', '', 'g');
  v_state text := upper(btrim(coalesce(p_value ->> 'state', '')));
begin
  if jsonb_typeof(p_value) <> 'object' or v_state !~ '^([A-Z]{2})?$' then
    return '{"problem": "invalid_address"}';
  elsif char_length(v_cep) not in (0, 8) then
    return '{"problem": "invalid_cep"}';
  elsif v_state <> '' and v_state not in (
    'AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA', 'PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR',
    'RS', 'SC', 'SE', 'SP', 'TO') then
    return '{"problem": "invalid_address"}';
  end if;
  return jsonb_build_object('value', jsonb_strip_nulls(jsonb_build_object(
    'cep', nullif(v_cep, ''), 'street', app.trimmed(p_value ->> 'street', 200), 'street_number', app.trimmed(p_value ->> 'street_number', 20),
    'complement', app.trimmed(p_value ->> 'complement', 100), 'district', app.trimmed(p_value ->> 'district', 100),
    'city', app.trimmed(p_value ->> 'city', 100), 'state', nullif(v_state, ''))));
end;
$$;
revoke execute on function app.checked_intake_address(jsonb) from public, anon, authenticated;
