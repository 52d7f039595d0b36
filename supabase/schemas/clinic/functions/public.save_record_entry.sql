create function public.save_record_entry(
  p_tenant_id uuid, p_patient_id uuid, p_id uuid, p_version integer, p_entry jsonb, p_keeps_version boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_new public.record_entries;
  v_old public.record_entries;
begin
  perform app.require_record_writer(p_tenant_id, p_patient_id, p_entry ->> 'kind');
  v_new := app.typed_record_entry(p_tenant_id, p_patient_id, p_id, p_entry);
  insert into public.record_entries (
    tenant_id, id, patient_id, session_id, kind, title, occurred_on, content, addendum_to, author_id, author_name)
  values (
    p_tenant_id, p_id, p_patient_id, v_new.session_id, v_new.kind, v_new.title, v_new.occurred_on, v_new.content, v_new.addendum_to, auth.uid(),
    app.name_of_member(auth.uid()))
  on conflict (tenant_id, id) do nothing returning * into v_old;
  if v_old.id is null then
    v_old := app.lock_record_entry(p_tenant_id, p_id);
    if v_old.patient_id <> p_patient_id then
      raise sqlstate 'PT409' using message = 'client_id_in_use';
    end if;
    perform app.require_record_author(v_old);
    -- a repetition changes nothing
    if (v_old.kind, v_old.title, v_old.occurred_on, v_old.content) is distinct from (v_new.kind, v_new.title, v_new.occurred_on, v_new.content) then
      if v_old.version is distinct from p_version or (v_old.kind = 'addendum') <> (v_new.kind = 'addendum') then
        raise sqlstate 'PT409' using message = 'changed_meanwhile';
      end if;
      -- what is left for good, or written over, can be read again
      if p_keeps_version then
        perform app.keep_record_version(v_old);
      end if;
      update public.record_entries e set kind = v_new.kind, title = v_new.title, occurred_on = v_new.occurred_on,
        content = v_new.content, version = e.version + 1
      where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_old;
      perform app.tell_record(p_tenant_id, p_patient_id, p_id);
    end if;
  else
    perform app.tell_record(p_tenant_id, p_patient_id, p_id);
  end if;
  if p_keeps_version or not exists (
    select from public.record_entry_versions v
    where v.tenant_id = p_tenant_id and v.entry_id = p_id and v.saved_at > now() - interval '10 minutes') then
    perform app.keep_record_version(v_old);
  end if;
  return app.record_entry_json(v_old);
end;
$$;
comment on function public.save_record_entry(uuid, uuid, uuid, integer, jsonb, boolean) is
  'Caller: who treats the patient; an addendum also whoever supervises there. p_id comes from the client; p_version is the one that was read, null for a new entry; p_entry {kind, title, occurred_on (today when absent), content, addendum_to, session_id (of a new entry)}. An entry is its author''s until it is signed. p_keeps_version: the editor was left, or another text is written over: what was there is a version, too; while somebody writes, a version is kept every ten minutes. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT403 not_the_author, PT404 patient_not_found, PT404 entry_not_found, PT404 session_not_found, PT400 missing_client_id, PT400 record_kind_invalid, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT409 addendum_needs_signed_entry, PT409 client_id_in_use, PT409 entry_locked, PT409 changed_meanwhile.';
revoke execute on function public.save_record_entry(uuid, uuid, uuid, integer, jsonb, boolean) from public, anon, authenticated;
grant execute on function public.save_record_entry(uuid, uuid, uuid, integer, jsonb, boolean) to authenticated;
