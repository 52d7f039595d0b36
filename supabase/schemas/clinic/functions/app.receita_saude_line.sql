create function app.receita_saude_line(
  p_paid_on date, p_cents integer, p_occupation text, p_payer_cpf text, p_patient_cpf text, p_document text, p_council text
)
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(';',
    to_char(p_paid_on, 'DD/MM/YYYY'), 'R01.001.001', p_occupation,
    (p_cents / 100)::text || ',' || lpad((p_cents % 100)::text, 2, '0'),
    '', 'Atendimento', 'PF', p_payer_cpf, coalesce(p_patient_cpf, ''), case when p_patient_cpf is null then 'S' else '' end,
    '', '', '', 'S', p_document, p_council);
$$;
comment on function app.receita_saude_line(date, integer, text, text, text, text, text) is
  'A line of Receita Saúde: date, R01.001.001, occupation, value, deduction, history, PF, payer''s CPF, beneficiary''s CPF, S when that is not known, CNPJ, IRRF, its value, S (a receipt is issued), CPF of the professional, number at the council.';
revoke execute on function app.receita_saude_line(date, integer, text, text, text, text, text) from public, anon, authenticated;
