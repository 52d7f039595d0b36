-- The amount that a search names, and the words that are left: "180,00", "R$ 1.250", "maria 90,50".
create function app.search_amount(p_search text, out cents integer, out rest text)
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_amount constant text := '(?:^|\s)(?:r\$\s*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7})(?:,([0-9]{2}))?|([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7}),([0-9]{2}))(?=\s|$)';
  v_text text := app.normalize_text(left(coalesce(p_search, ''), 200));
  v_found text[] := regexp_match(v_text, v_amount);
  v_cents bigint := (replace(coalesce(v_found[1], v_found[3]), '.', '') || coalesce(v_found[2], v_found[4], '00'))::bigint;
begin
  cents := case when v_cents between 1 and 1000000000 then v_cents end;
  rest := nullif(btrim(case when cents is null then v_text else regexp_replace(v_text, v_amount, ' ') end), '');
end;
$$;
comment on function app.search_amount(text) is 'Caller: search_global. An amount in reais that a search names, in cents (NULL when there is none), and its other words.';
revoke execute on function app.search_amount(text) from public, anon, authenticated;
