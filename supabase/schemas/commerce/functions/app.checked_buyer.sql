-- What a buyer typed, as it is stored, and what is wrong with it by field.
create function app.checked_buyer(p_buyer jsonb, p_quote jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(f) - 'delivery' || jsonb_build_object('problems', jsonb_strip_nulls(jsonb_build_object(
    'full_name', case when coalesce(char_length(f.full_name), 0) < 2 then 'required' when f.full_name ~* '(https?:|www\.|[<>{}])' then 'invalid' end,
    'phone', case when f.phone is null then 'invalid' end,
    'email', case when f.email is null then 'invalid' end,
    'cpf', case when p_buyer ->> 'cpf' ~ '\S' and f.cpf is null then 'invalid' when f.cpf is null and f.delivery = 'ship' then 'required' end,
    'accepted', case when p_buyer -> 'accepted' is distinct from 'true' then 'required' end,
    'delivery', case when p_quote -> 'ships' = 'true' and f.delivery is null then 'required' end,
    'cep', case when f.delivery = 'ship' and f.cep is null then 'invalid' end,
    'street', case when f.delivery = 'ship' and f.street is null then 'required' end,
    'number', case when f.delivery = 'ship' and f.number is null then 'required' end,
    'city', case when f.delivery = 'ship' and f.city is null then 'required' end,
    'state', case when f.delivery = 'ship' and f.state is null then 'invalid' end)))
  from (
    select app.trimmed(p_buyer ->> 'full_name', 120) as full_name, app.normalize_phone(left(p_buyer ->> 'phone', 40)) as phone,
      app.normalize_email(left(p_buyer ->> 'email', 254)) as email, app.normalise_cpf_cnpj(left(p_buyer ->> 'cpf', 30)) as cpf,
      p_quote #>> '{way,kind}' as delivery, p_quote ->> 'cep' as cep, app.trimmed(p_buyer ->> 'street', 200) as street,
      app.trimmed(p_buyer ->> 'number', 20) as number, app.trimmed(p_buyer ->> 'complement', 100) as complement,
      app.trimmed(p_buyer ->> 'district', 100) as district, app.trimmed(p_buyer ->> 'city', 100) as city,
      substring(upper(btrim(left(p_buyer ->> 'state', 10))) from '^[A-Z]{2}$') as state
  ) f;
$$;
comment on function app.checked_buyer(jsonb, jsonb) is
  'What somebody typed who buys {full_name, phone, email, cpf, accepted, street, number, complement, district, city, state}, with the quote of the cart; problems: {field: required | invalid}. The address is asked for what is sent.';
revoke execute on function app.checked_buyer(jsonb, jsonb) from public, anon, authenticated;
