insert into app.offer_words (pattern) values
  ('r\$ ?[0-9]'), ('[0-9] ?reais'), ('[0-9] ?%'), ('\mdescontos?\M'), ('\mpromoc'), ('\mcupo(m|ns)\M'), ('\msorteios?\M'), ('\mgratis\M'), ('\mgratuit'), ('\mpacote promocional')
on conflict (pattern) do nothing;
