create function public.save_document_template(
  p_tenant_id uuid, p_id uuid, p_version integer, p_kind text, p_title text, p_body text, p_archived boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.document_templates;
  v_title text;
  v_body text;
begin
  perform app.require_admin(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if not exists (select from public.document_kinds k where k.key = p_kind) then
    raise sqlstate 'PT400' using message = 'invalid_document_kind';
  end if;
  v_title := app.require_name(p_title);
  v_body := app.document_body(p_body);
  -- two people at once with one form: the second is told
  select * into v_row from public.document_templates t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  if coalesce(v_row.version, 0) <> coalesce(p_version, 0) then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.document_templates as t (tenant_id, id, kind, title, body, archived_at, updated_by)
  values (p_tenant_id, p_id, p_kind, v_title, v_body, case when p_archived then now() end, auth.uid())
  on conflict (tenant_id, id) do update set
    kind = excluded.kind, title = excluded.title, body = excluded.body, version = t.version + 1,
    archived_at = case when p_archived then coalesce(t.archived_at, now()) end, updated_by = auth.uid()
  returning * into v_row;
  return jsonb_build_object('id', v_row.id, 'version', v_row.version);
end;
$$;
comment on function public.save_document_template(uuid, uuid, integer, text, text, text, boolean) is
  'Caller: owner or admin. p_id comes from the client, or is the product''s template that the clinic words anew; p_version is the one that was read, 0 or NULL for what the clinic has not changed yet. Returns {id, version}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_document_kind, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT409 changed_meanwhile.';
revoke execute on function public.save_document_template(uuid, uuid, integer, text, text, text, boolean) from public, anon, authenticated;
grant execute on function public.save_document_template(uuid, uuid, integer, text, text, text, boolean) to authenticated;
