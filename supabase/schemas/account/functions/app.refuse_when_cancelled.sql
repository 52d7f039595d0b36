-- The one gate: every function that a person calls asks app.require_member, which asks here. Which function that is says the
-- stack of calls; it is looked at for clinics that leave alone.
create function app.refuse_when_cancelled(p_stack text)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_function text;
begin
  -- the outermost function, but for the one through which programs come
  select f.parts[1] into v_function
  from regexp_matches(p_stack, 'function ((?:public|app)\.[a-z_0-9]+\([^)]*\))', 'g') with ordinality f (parts, place)
  where not f.parts[1] ~ '^app\.(api_call|require_|refuse_|lock_team)'
  order by f.place desc limit 1;
  if exists (
    select from pg_catalog.pg_proc p
    where p.oid = to_regprocedure(v_function) and p.provolatile = 'v'
      and not exists (
        select from app.cancelled_functions c where c.name = p.pronamespace::regnamespace || '.' || p.proname))
  then
    raise sqlstate 'PT403' using message = 'clinic_cancelled', hint = 'The clinic can be read and exported, or restored by its owner.';
  end if;
end;
$$;
comment on function app.refuse_when_cancelled(text) is 'Refuses a function that writes and is not in app.cancelled_functions; p_stack is pg_context. Errors: PT403 clinic_cancelled.';
revoke execute on function app.refuse_when_cancelled(text) from public, anon, authenticated;
