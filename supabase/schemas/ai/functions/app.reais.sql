-- An amount as people read it: R$ 1.260,00.
create function app.reais(p_cents bigint)
returns text
language sql
immutable
set search_path = ''
as $$
  select 'R$ ' || translate(to_char(p_cents / 100.0, 'FM999,999,990.00'), ',.', '.,');
$$;
revoke execute on function app.reais(bigint) from public, anon, authenticated;
