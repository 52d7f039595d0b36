-- What a stranger typed, as it is stored, and what is wrong with it by field.
create function app.checked_privacy_form(p_form jsonb, p_today date)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select to_jsonb(f) || jsonb_build_object('problems', array_remove(array[
    case when coalesce(char_length(f.full_name), 0) < 2 or f.full_name ~* '(https?:|www\.|[<>{}])' then 'full_name' end,
    case when f.email is null then 'email' end,
    case when p_form ->> 'phone' ~ '\S' and f.phone is null then 'phone' end,
    case when p_form ->> 'cpf' ~ '\S' and f.cpf is null then 'cpf' end,
    case when p_form ->> 'birth_date' ~ '\S' and (f.birth_date is null or f.birth_date >= p_today or f.birth_date < date '1900-01-01') then 'birth_date' end,
    case when f.kind is null then 'kind' end,
    case when f.kind in ('correction', 'opposition') and f.details is null then 'details' end,
    case when p_form -> 'for_other' = 'true' and coalesce(char_length(f.acts_for), 0) < 2 or f.acts_for ~* '(https?:|www\.|[<>{}])' then 'acts_for' end,
    case when p_form -> 'declared' is distinct from 'true' then 'declared' end], null))
  from (
    select app.trimmed(p_form ->> 'full_name', 120) as full_name,
      app.normalize_email(p_form ->> 'email') as email,
      app.normalize_phone(left(p_form ->> 'phone', 40)) as phone,
      (select d from app.normalise_cpf_cnpj(left(p_form ->> 'cpf', 40)) d where char_length(d) = 11) as cpf,
      case when p_form ->> 'birth_date' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(p_form ->> 'birth_date', 'date')
        then (p_form ->> 'birth_date')::date end as birth_date,
      (select k from unnest(array['access', 'correction', 'deletion', 'portability', 'withdrawal', 'sharing', 'opposition']) k where k = p_form ->> 'kind') as kind,
      nullif(btrim(app.normalize_lines(left(p_form ->> 'details', 2000))), '') as details,
      case when p_form -> 'for_other' = 'true' then app.trimmed(p_form ->> 'acts_for', 120) end as acts_for
  ) f;
$$;
revoke execute on function app.checked_privacy_form(jsonb, date) from public, anon, authenticated;
