create function app.require_place(p_tenant_id uuid, p_place_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
begin
  if p_place_id is null then
    return app.default_place(p_tenant_id);
  end if;
  if not exists (select from public.stock_places p where p.tenant_id = p_tenant_id and p.id = p_place_id and p.archived_at is null) then
    raise sqlstate 'PT404' using message = 'place_not_found';
  end if;
  return p_place_id;
end;
$$;
comment on function app.require_place(uuid, uuid) is
  'A place of the clinic, or the default one. Errors: PT404 place_not_found.';
revoke execute on function app.require_place(uuid, uuid) from public, anon, authenticated;
