create function public.save_stock_place(
  p_tenant_id uuid, p_id uuid, p_name text, p_is_default boolean default false, p_archived boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.stock_places;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.default_place(p_tenant_id);
  perform from public.stock_places p where p.tenant_id = p_tenant_id order by p.id for update;
  if p_archived and (p_is_default or exists (
      select from public.stock_places p where p.tenant_id = p_tenant_id and p.id = p_id and p.is_default)
    or exists (select from public.stock_levels l where l.tenant_id = p_tenant_id and l.place_id = p_id and l.on_hand > 0)) then
    raise sqlstate 'PT409' using message = 'place_in_use';
  end if;
  if p_is_default then
    update public.stock_places p set is_default = false where p.tenant_id = p_tenant_id and p.is_default and p.id <> p_id;
  end if;
  insert into public.stock_places as p (tenant_id, id, name, is_default, position)
  values (p_tenant_id, p_id, app.require_name(p_name, 60), p_is_default, (
    select count(*) + 1 from public.stock_places x where x.tenant_id = p_tenant_id))
  on conflict (tenant_id, id) do update set name = excluded.name, is_default = p.is_default or excluded.is_default,
    archived_at = case when p_archived then coalesce(p.archived_at, clock_timestamp()) end
  returning * into v_row;
  return to_jsonb(v_row) - 'tenant_id';
end;
$$;
comment on function public.save_stock_place(uuid, uuid, text, boolean, boolean) is
  'Caller: owner, admin and operator. A place of the stock; the default one is where things come in. What has units, and the default one, is not archived. Answers the place. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT409 place_in_use.';
revoke execute on function public.save_stock_place(uuid, uuid, text, boolean, boolean) from public, anon, authenticated;
grant execute on function public.save_stock_place(uuid, uuid, text, boolean, boolean) to authenticated;
