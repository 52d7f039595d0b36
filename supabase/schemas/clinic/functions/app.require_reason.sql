create function app.require_reason(p_reason text, p_longest integer default 200)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_reason text := app.trimmed(p_reason, p_longest);
begin
  if v_reason is null then
    raise sqlstate 'PT400' using message = 'money_reason_required';
  end if;
  return v_reason;
end;
$$;
comment on function app.require_reason(text, integer) is 'Why somebody does it, on one line. Errors: PT400 money_reason_required.';
revoke execute on function app.require_reason(text, integer) from public, anon, authenticated;
