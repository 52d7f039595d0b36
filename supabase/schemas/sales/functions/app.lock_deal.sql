create function app.lock_deal(p_tenant_id uuid, p_id uuid)
returns public.deals
language plpgsql
set search_path = ''
as $$
declare
  v_row public.deals;
begin
  select * into v_row from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'deal_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_deal(uuid, uuid) is
  'A deal, locked. Errors: PT404 deal_not_found.';
revoke execute on function app.lock_deal(uuid, uuid) from public, anon, authenticated;
