create function app.forget_document(p_tenant_id uuid, p_id uuid)
returns boolean
language sql
set search_path = ''
as $$
  with gone as (
    -- the catalogue stays as a note that it is not wanted
    delete from public.ai_documents d
    where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at <= now() - interval '6 days' and d.kind <> 'catalogue'
    returning 1)
  select exists (select from gone);
$$;
comment on function app.forget_document(uuid, uuid) is
  'Caller: worker. Removes a document that was deleted a week ago; false when it was brought back meanwhile. Errors: none.';
revoke execute on function app.forget_document(uuid, uuid) from public, anon, authenticated;
grant execute on function app.forget_document(uuid, uuid) to service_role;
