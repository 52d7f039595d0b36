-- A clinic that answers from documents answers from its catalogue, too, unless somebody deleted that.
create function app.ensure_catalogue(p_tenant_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  insert into public.ai_documents (tenant_id, id, kind, title, body)
  values (p_tenant_id, gen_random_uuid(), 'catalogue', 'Serviços, produtos e preços', left(app.catalogue_text(p_tenant_id), 400000))
  on conflict do nothing returning id into v_id;
  if v_id is not null then
    perform app.enqueue_indexing(p_tenant_id, v_id);
  end if;
end;
$$;
revoke execute on function app.ensure_catalogue(uuid) from public, anon, authenticated;
