create function public.list_import_kept(p_tenant_id uuid, p_id uuid, p_limit integer default 100)
returns table (record_id uuid, name text, because text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_table text;
begin
  select k.table_name into v_table from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
  where i.tenant_id = p_tenant_id and i.id = p_id;
  if v_table is null then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return query execute format($query$
    select t.id, coalesce(to_jsonb(t) ->> 'name', to_jsonb(t) ->> 'full_name', to_jsonb(t) ->> 'title', to_jsonb(t) ->> 'sku'), i.kept_because
    from app.import_records i join %s t on t.tenant_id = $1 and t.id = i.record_id
    where i.tenant_id = $1 and i.import_id = $2 and i.outcome = 'kept' and i.is_main
    order by 2, 1 limit $3$query$, v_table) using p_tenant_id, p_id, least(greatest(coalesce(p_limit, 100), 1), 500);
end;
$$;
comment on function public.list_import_kept(uuid, uuid, integer) is
  'Caller: the roles of the kind. What the undo of an import left as it is, by name; because: changed (somebody changed it since) or in_use (something refers to it). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';
revoke execute on function public.list_import_kept(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_import_kept(uuid, uuid, integer) to authenticated;
