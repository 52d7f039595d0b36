create function app.money_text(p_cents bigint)
returns text
language sql
immutable
set search_path = ''
as $$
  select 'R$ ' || translate(to_char(p_cents::numeric / 100, 'FM999,999,999,990.00'), ',.', '.,');
$$;
comment on function app.money_text(bigint) is 'Cents as a patient reads them: R$ 1.250,00.';
revoke execute on function app.money_text(bigint) from public, anon, authenticated;
