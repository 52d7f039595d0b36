create function app.national_holidays(p_year integer)
returns table (day date, name text, scope text)
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return query
    select make_date(p_year, f.month, f.of_month), f.name, f.scope
    from (values
      (1, 1, 'Confraternização Universal', 'national'),
      (4, 21, 'Tiradentes', 'national'),
      (5, 1, 'Dia do Trabalho', 'national'),
      (9, 7, 'Independência do Brasil', 'national'),
      (10, 12, 'Nossa Senhora Aparecida', 'national'),
      (10, 28, 'Dia do Servidor Público', 'optional'),
      (11, 2, 'Finados', 'national'),
      (11, 15, 'Proclamação da República', 'national'),
      (11, 20, 'Dia da Consciência Negra', 'national'),
      (12, 24, 'Véspera de Natal', 'optional'),
      (12, 25, 'Natal', 'national'),
      (12, 31, 'Véspera de Ano-Novo', 'optional')
    ) f (month, of_month, name, scope)
    where f.month <> 11 or f.of_month <> 20 or p_year >= 2024
    union all
    select app.easter(p_year) + m.days, m.name, m.scope
    from (values
      (-48, 'Carnaval', 'optional'),
      (-47, 'Carnaval', 'optional'),
      (-46, 'Quarta-feira de Cinzas', 'optional'),
      (-2, 'Paixão de Cristo', 'national'),
      (60, 'Corpus Christi', 'optional')
    ) m (days, name, scope);
end;
$$;
comment on function app.national_holidays(integer) is
  'Holidays of Brazil by law (Lei 662/1949, 6.802/1980, 10.607/2002, 14.759/2023), and the days on which many do not work: optional.';
revoke execute on function app.national_holidays(integer) from public, anon, authenticated;
grant execute on function app.national_holidays(integer) to authenticated;
