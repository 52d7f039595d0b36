create function app.lock_open_count(p_tenant_id uuid, p_id uuid)
returns public.stock_counts
language plpgsql
set search_path = ''
as $$
declare
  v_row public.stock_counts;
begin
  select * into v_row from public.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'count_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_open_count(uuid, uuid) is
  'A count that is about to change. Errors: PT404 count_not_found.';
revoke execute on function app.lock_open_count(uuid, uuid) from public, anon, authenticated;
