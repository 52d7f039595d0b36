-- CPF (11 digits) and CNPJ (12 letters or digits, then 2 digits) check digits, modulo 11. In a CNPJ a character counts as
-- its code less 48 (IN RFB 2.229/2024), which leaves the ones of digits only as they were.
create function app.is_valid_cpf_cnpj(p_document text)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_length int := char_length(p_document);
  v_position int;
  v_weight int;
  v_sum int;
  v_digit int;
begin
  if p_document !~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$' or p_document ~ '^(.)\1*$' then
    return false;
  end if;
  for v_check in v_length - 1 .. v_length loop
    v_sum := 0;
    for i in 1 .. v_check - 1 loop
      v_position := v_check - i;
      v_weight := case when v_length = 11 then v_position + 1 else (v_position - 1) % 8 + 2 end;
      v_sum := v_sum + (ascii(substr(p_document, i, 1)) - 48) * v_weight;
    end loop;
    v_digit := (v_sum * 10) % 11 % 10;
    if v_digit <> substr(p_document, v_check, 1)::int then
      return false;
    end if;
  end loop;
  return true;
end;
$$;
comment on function app.is_valid_cpf_cnpj(text) is
  'True for a CPF (11 digits) or CNPJ (12 digits or capital letters, 2 digits) with right check digits and without punctuation.';
revoke execute on function app.is_valid_cpf_cnpj(text) from public, anon, authenticated;
grant execute on function app.is_valid_cpf_cnpj(text) to authenticated, service_role;
