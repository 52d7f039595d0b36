create function public.countersign_record_entry(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.record_entries := app.lock_record_entry(p_tenant_id, p_id);
begin
  if v_entry.countersigned_at is not null and v_entry.countersigned_by = auth.uid() then
    return app.record_entry_json(v_entry);
  end if;
  if v_entry.signed_at is null or v_entry.countersigner_id is distinct from auth.uid() or v_entry.countersigned_at is not null then
    raise sqlstate 'PT403' using message = 'not_the_supervisor', detail = v_entry.author_name;
  end if;
  update public.record_entries e set countersigned_at = clock_timestamp(), countersigned_by = auth.uid(),
    countersigned_name = app.name_of_member(auth.uid()), countersigned_council = app.council_of(p_tenant_id, auth.uid())
  where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_entry;
  perform app.tell_record(p_tenant_id, v_entry.patient_id, p_id);
  return app.record_entry_json(v_entry);
end;
$$;
comment on function public.countersign_record_entry(uuid, uuid) is
  'Caller: the supervisor of the trainee who signed it. Countersigning twice is countersigning once. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_the_supervisor, PT404 entry_not_found.';
revoke execute on function public.countersign_record_entry(uuid, uuid) from public, anon, authenticated;
grant execute on function public.countersign_record_entry(uuid, uuid) to authenticated;
