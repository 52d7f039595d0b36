-- What people type and paste: invisible characters, a label in front and punctuation go, letters are raised, and the
-- zeros that a spreadsheet took off the front of a number come back.
create function app.normalise_cpf_cnpj(p_typed text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_text text := regexp_replace(p_typed, '[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g');
begin
  v_text := regexp_replace(v_text, '^[\s\u00a0]*(cpf|cnpj)(/cnpj)?[\s\u00a0:]+', '', 'i');
  v_text := regexp_replace(v_text, '[.,/\-\s\u00a0\u2007\u202f\u2010-\u2015\u2212]', '', 'g');
  v_text := translate(v_text, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  if v_text ~ '^[0-9]{8,10}$' then
    v_text := lpad(v_text, 11, '0');
  elsif v_text ~ '^[0-9]{11,13}$' and not app.is_valid_cpf_cnpj(v_text) then
    v_text := lpad(v_text, 14, '0');
  end if;
  return case when app.is_valid_cpf_cnpj(v_text) then v_text end;
end;
$$;
comment on function app.normalise_cpf_cnpj(text) is 'The CPF or CNPJ in what was typed, without punctuation; NULL when there is no valid one.';
revoke execute on function app.normalise_cpf_cnpj(text) from public, anon, authenticated;
grant execute on function app.normalise_cpf_cnpj(text) to authenticated, service_role;
