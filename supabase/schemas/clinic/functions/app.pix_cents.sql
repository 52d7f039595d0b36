-- Cents of an amount in reais as Asaas writes it; NULL when it is none.
create function app.pix_cents(p_value jsonb)
returns integer
language sql
immutable
set search_path = ''
as $$
  select case when jsonb_typeof(p_value) = 'number' and (p_value #>> '{}')::numeric between 0.01 and 10000000
    then round((p_value #>> '{}')::numeric * 100)::int end;
$$;
revoke execute on function app.pix_cents(jsonb) from public, anon, authenticated;
