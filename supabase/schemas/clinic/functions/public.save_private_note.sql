create function public.save_private_note(p_tenant_id uuid, p_patient_id uuid, p_id uuid, p_version integer, p_note jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_title text := app.trimmed(p_note ->> 'title', 120);
  v_day date;
  v_content jsonb;
  v_row public.private_notes;
begin
  perform app.require_treating(p_tenant_id, p_patient_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_day := app.typed_record_day(p_tenant_id, p_note ->> 'occurred_on');
  v_content := app.require_record_content(p_note -> 'content');
  insert into public.private_notes (tenant_id, id, patient_id, author_id, title, occurred_on, content)
  values (p_tenant_id, p_id, p_patient_id, auth.uid(), v_title, v_day, v_content)
  on conflict (tenant_id, id) do nothing returning * into v_row;
  if v_row.id is null then
    -- somebody else's is none
    select * into v_row from public.private_notes n
    where n.tenant_id = p_tenant_id and n.id = p_id and n.patient_id = p_patient_id and n.author_id = auth.uid() for update;
    if v_row.id is null then
      raise sqlstate 'PT404' using message = 'entry_not_found';
    end if;
    if (v_row.title, v_row.occurred_on, v_row.content) is distinct from (v_title, v_day, v_content) then
      if v_row.version is distinct from p_version then
        raise sqlstate 'PT409' using message = 'changed_meanwhile';
      end if;
      update public.private_notes n set title = v_title, occurred_on = v_day, content = v_content, version = n.version + 1
      where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
    end if;
  end if;
  return to_jsonb(v_row) - array['tenant_id', 'author_id'];
end;
$$;
comment on function public.save_private_note(uuid, uuid, uuid, integer, jsonb) is
  'Caller: who treats the patient, for their own private folder. p_id comes from the client; p_version is the one that was read, null for a new note; p_note {title, occurred_on, content}. Nobody is told. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT404 patient_not_found, PT404 entry_not_found, PT400 missing_client_id, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT409 changed_meanwhile.';
revoke execute on function public.save_private_note(uuid, uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.save_private_note(uuid, uuid, uuid, integer, jsonb) to authenticated;
