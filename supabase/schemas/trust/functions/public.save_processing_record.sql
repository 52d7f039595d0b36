create function public.save_processing_record(p_tenant_id uuid, p_id uuid, p_record jsonb)
returns public.processing_records
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key text := p_record ->> 'default_key';
  v_row public.processing_records;
begin
  perform app.require_admin(p_tenant_id);
  if char_length(app.normalize_name(coalesce(p_record ->> 'name', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_record ->> 'purpose', ''))) not between 3 and 1000
    or char_length(btrim(coalesce(p_record ->> 'legal_basis', ''))) not between 3 and 500
    or v_key is not null and not exists (select from app.default_processing_records d where d.key = v_key) then
    raise sqlstate 'PT400' using message = 'invalid_processing_record';
  end if;
  insert into public.processing_records (tenant_id, id, default_key, name, purpose, legal_basis, data_kinds, people, recipients, countries, retention,
    removed_at, updated_by)
  values (p_tenant_id,
    coalesce((select r.id from public.processing_records r where r.tenant_id = p_tenant_id and r.default_key = v_key), p_id), v_key,
    app.normalize_name(p_record ->> 'name'), btrim(p_record ->> 'purpose'), btrim(p_record ->> 'legal_basis'),
    left(btrim(coalesce(p_record ->> 'data_kinds', '')), 1000), left(btrim(coalesce(p_record ->> 'people', '')), 500),
    left(btrim(coalesce(p_record ->> 'recipients', '')), 1000), left(btrim(coalesce(p_record ->> 'countries', '')), 300),
    left(btrim(coalesce(p_record ->> 'retention', '')), 500), case when (p_record ->> 'is_removed') = 'true' then now() end, auth.uid())
  on conflict (tenant_id, id) do update set name = excluded.name, purpose = excluded.purpose, legal_basis = excluded.legal_basis,
    data_kinds = excluded.data_kinds, people = excluded.people, recipients = excluded.recipients, countries = excluded.countries,
    retention = excluded.retention, removed_at = excluded.removed_at, updated_by = excluded.updated_by
  returning * into v_row;
  perform app.audit(p_tenant_id, 'processing_record.saved', 'processing_record', v_row.id::text, null, to_jsonb(v_row) - 'updated_at');
  return v_row;
end;
$$;
comment on function public.save_processing_record(uuid, uuid, jsonb) is
  'Caller: owner or administrators. Writes a line of the register of processing: one of Zelo''s (default_key) changed or taken out (is_removed), or one of the clinic''s own. Errors: PT400 invalid_processing_record, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.save_processing_record(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_processing_record(uuid, uuid, jsonb) to authenticated;
