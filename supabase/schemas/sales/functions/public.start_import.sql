create function public.start_import(p_tenant_id uuid, p_id uuid, p_policy text, p_options jsonb)
returns public.imports
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.imports := app.require_import(p_tenant_id, p_id);
  v_signature text := p_options ->> 'signature';
begin
  if v_import.state <> 'uploading' then
    return v_import;
  end if;
  if v_import.requested_by <> auth.uid() then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  if coalesce(p_policy, '') not in ('skip', 'fill', 'overwrite') or jsonb_typeof(p_options -> 'columns') is distinct from 'array'
    or not exists (select from jsonb_array_elements(p_options -> 'columns') c where c <> 'null') then
    raise sqlstate 'PT400' using message = 'invalid_import';
  end if;
  update public.imports i set state = 'queued', policy = p_policy, options = p_options - 'signature'
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  -- the next file with these headings is read the same way
  if v_signature ~ '\S' then
    insert into public.import_mappings (tenant_id, kind, signature, columns) values (p_tenant_id, v_import.kind, md5(v_signature), p_options -> 'columns')
    on conflict (tenant_id, kind, signature) do update set columns = excluded.columns, updated_at = now();
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key) values (p_tenant_id, 'import_rows', jsonb_build_object('id', p_id), 'import:' || p_id);
  perform app.audit(p_tenant_id, 'import.requested', 'import', p_id::text, null,
    jsonb_build_object('kind', v_import.kind, 'file', v_import.file_name, 'policy', p_policy));
  perform app.tell_import(v_import);
  return v_import;
end;
$$;
comment on function public.start_import(uuid, uuid, text, jsonb) is
  'Caller: whoever began the import, when the file is there. p_policy: skip, fill or overwrite; p_options {columns: the field of each column or null, dates: day or month for each column, whichever comes first in its dates, or null, pipeline_id of deals, headings, encoding, delimiter, header_row as the preview found them, signature: the headings, by which the columns are remembered}. Asked again it answers how it stands. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_import, PT404 import_not_found.';
revoke execute on function public.start_import(uuid, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.start_import(uuid, uuid, text, jsonb) to authenticated;
