create function app.default_place(p_tenant_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  select p.id into v_id from public.stock_places p where p.tenant_id = p_tenant_id and p.is_default;
  if v_id is null then
    insert into public.stock_places (tenant_id, name, is_default) values (p_tenant_id, 'Estoque', true)
    on conflict (tenant_id) where is_default do nothing;
    select p.id into v_id from public.stock_places p where p.tenant_id = p_tenant_id and p.is_default;
  end if;
  return v_id;
end;
$$;
comment on function app.default_place(uuid) is 'Where things stand when nobody says it; made when it is asked for the first time.';
revoke execute on function app.default_place(uuid) from public, anon, authenticated;
