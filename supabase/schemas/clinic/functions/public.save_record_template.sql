create function public.save_record_template(p_tenant_id uuid, p_id uuid, p_version integer, p_name text, p_kind text, p_content jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.record_templates;
  v_name text;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'therapist']);
  v_name := app.require_name(p_name, 80);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_kind is null or p_kind not in ('progress_note', 'anamnesis', 'plan', 'discharge', 'other') then
    raise sqlstate 'PT400' using message = 'record_kind_invalid';
  end if;
  if octet_length(app.require_record_content(p_content)::text) > 65536 then
    raise sqlstate 'PT400' using message = 'record_too_long', detail = '64 kB';
  end if;
  select * into v_row from public.record_templates t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version
    and (v_row.name, v_row.kind, v_row.content) is distinct from (v_name, p_kind, p_content) then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.record_templates as t (tenant_id, id, name, kind, content, created_by)
  values (p_tenant_id, p_id, v_name, p_kind, p_content, auth.uid())
  on conflict (tenant_id, id) do update set name = excluded.name, kind = excluded.kind, content = excluded.content, version = t.version + 1
  where (t.name, t.kind, t.content) is distinct from (excluded.name, excluded.kind, excluded.content);
  select * into v_row from public.record_templates t where t.tenant_id = p_tenant_id and t.id = p_id;
  return to_jsonb(v_row) - array['tenant_id', 'created_by', 'created_at'];
end;
$$;
comment on function public.save_record_template(uuid, uuid, integer, text, text, jsonb) is
  'Caller: everybody but the reception. p_id comes from the client; p_version is the one that was read, null for a new template. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 record_kind_invalid, PT400 record_content_invalid, PT400 record_too_long, PT409 changed_meanwhile.';
revoke execute on function public.save_record_template(uuid, uuid, integer, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.save_record_template(uuid, uuid, integer, text, text, jsonb) to authenticated;
