create function app.typed_seller(p_tenant_id uuid, p_id text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_id uuid := app.typed_id(p_id);
begin
  if v_id is not null and not exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = v_id and m.status = 'active' and m.role <> 'therapist')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  return v_id;
end;
$$;
comment on function app.typed_seller(uuid, text) is
  'Who is in charge of something of sales, or nobody. Errors: PT404 member_not_found.';
revoke execute on function app.typed_seller(uuid, text) from public, anon, authenticated;
