create function app.lock_payer(p_tenant_id uuid, p_payer_id uuid)
returns public.payers
language plpgsql
set search_path = ''
as $$
declare
  v_row public.payers;
begin
  select * into v_row from public.payers p where p.tenant_id = p_tenant_id and p.id = p_payer_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_payer(uuid, uuid) is
  'The payer whose money is about to move: one at a time. Errors: PT404 payer_not_found.';
revoke execute on function app.lock_payer(uuid, uuid) from public, anon, authenticated;
