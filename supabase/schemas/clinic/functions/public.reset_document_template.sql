create function public.reset_document_template(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if not exists (select from app.default_document_templates d where d.id = p_id) then
    raise sqlstate 'PT404' using message = 'document_template_not_found';
  end if;
  delete from public.document_templates t where t.tenant_id = p_tenant_id and t.id = p_id;
end;
$$;
comment on function public.reset_document_template(uuid, uuid) is
  'Caller: owner or admin. One of the product''s templates gets its first words back; documents keep theirs. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 document_template_not_found.';
revoke execute on function public.reset_document_template(uuid, uuid) from public, anon, authenticated;
grant execute on function public.reset_document_template(uuid, uuid) to authenticated;
