create function public.list_holidays(p_tenant_id uuid, p_year integer)
returns table (id uuid, day date, name text, scope text)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_year integer;
begin
  perform app.require_member(p_tenant_id);
  v_year := least(greatest(coalesce(p_year, extract(year from now())::int), 1990), 2200);
  return query
    select h.id, h.day, h.name, h.scope from app.holidays_between(p_tenant_id, make_date(v_year, 1, 1), make_date(v_year, 12, 31)) h
    order by h.day, h.name;
end;
$$;
comment on function public.list_holidays(uuid, integer) is
  'Caller: members. National holidays, days on which many do not work (optional), and the clinic''s own (local, with an id). Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_holidays(uuid, integer) from public, anon, authenticated;
grant execute on function public.list_holidays(uuid, integer) to authenticated;
