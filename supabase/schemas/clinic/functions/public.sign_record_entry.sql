create function public.sign_record_entry(p_tenant_id uuid, p_id uuid, p_version integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.record_entries := app.lock_record_entry(p_tenant_id, p_id);
  v_supervisor uuid := app.supervisor_of(p_tenant_id, auth.uid());
begin
  if v_entry.author_id = auth.uid() and v_entry.signed_at is not null then
    return app.record_entry_json(v_entry);
  end if;
  perform app.require_record_author(v_entry);
  perform app.require_record_writer(p_tenant_id, v_entry.patient_id, v_entry.kind);
  if v_entry.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if app.is_blank_record(v_entry.content) then
    raise sqlstate 'PT400' using message = 'entry_empty';
  end if;
  perform app.keep_record_version(v_entry);
  update public.record_entries e set
    signed_at = clock_timestamp(), signer_name = app.name_of_member(auth.uid()), signer_council = app.council_of(p_tenant_id, auth.uid()),
    countersigner_id = v_supervisor,
    content_hash = encode(sha256(convert_to(jsonb_build_array(e.kind, e.title, e.occurred_on, e.content)::text, 'utf8')), 'hex')
  where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_entry;
  if v_supervisor is not null then
    perform app.notify_of_patient(p_tenant_id, v_entry.patient_id, 'countersign', array[v_supervisor], v_entry.signer_name);
  end if;
  perform app.tell_record(p_tenant_id, v_entry.patient_id, p_id);
  return app.record_entry_json(v_entry);
end;
$$;
comment on function public.sign_record_entry(uuid, uuid, integer) is
  'Caller: the author, treating the patient. Signs what they read (p_version) and locks it: a simple electronic signature (Lei 14.063/2020), no more. A trainee''s entry then waits for the supervisor, who is told. Signing twice is signing once. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_the_author, PT403 not_treating, PT404 entry_not_found, PT404 patient_not_found, PT400 entry_empty, PT409 entry_locked, PT409 changed_meanwhile.';
revoke execute on function public.sign_record_entry(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.sign_record_entry(uuid, uuid, integer) to authenticated;
