create function public.archive_sales(p_tenant_id uuid, p_entity text, p_ids uuid[], p_archived boolean default true)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
  v_done integer := 0;
begin
  perform app.require_seller(p_tenant_id);
  if p_entity not in ('contact', 'company') then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'entity';
  end if;
  for v_id in select distinct i from unnest(p_ids[1:200]) i order by 1 loop
    if p_entity = 'contact' then
      update public.contacts c set archived_at = case when p_archived then now() end, version = c.version + 1
      where c.tenant_id = p_tenant_id and c.id = v_id and (c.archived_at is null) = p_archived;
    else
      update public.companies c set archived_at = case when p_archived then now() end, version = c.version + 1
      where c.tenant_id = p_tenant_id and c.id = v_id and (c.archived_at is null) = p_archived;
    end if;
    if found then
      v_done := v_done + 1;
      perform app.note_sale(p_tenant_id, p_entity, v_id, case when p_archived then 'archived' else 'restored' end);
    end if;
  end loop;
  return v_done;
end;
$$;
comment on function public.archive_sales(uuid, text, uuid[], boolean) is
  'Caller: who sells. Contacts or companies (p_entity) out of the lists, or back: how many changed. Nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_sale.';
revoke execute on function public.archive_sales(uuid, text, uuid[], boolean) from public, anon, authenticated;
grant execute on function public.archive_sales(uuid, text, uuid[], boolean) to authenticated;
