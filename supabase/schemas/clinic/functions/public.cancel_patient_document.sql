create function public.cancel_patient_document(p_tenant_id uuid, p_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text;
  v_row public.patient_documents;
  v_reason text;
begin
  v_role := app.require_member(p_tenant_id);
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if not found or v_row.is_clinical and not app.treats(p_tenant_id, v_row.patient_id, auth.uid()) then
    raise sqlstate 'PT404' using message = 'document_not_found';
  end if;
  if v_row.author_id <> auth.uid() and (v_row.is_clinical or v_role not in ('owner', 'admin')) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Whoever issued it cancels it.';
  end if;
  if v_row.cancelled_at is null then
    v_reason := app.trimmed(p_reason, 500);
    if v_reason is null or char_length(v_reason) < 3 then
      raise sqlstate 'PT400' using message = 'cancel_reason_required';
    end if;
    update public.patient_documents d set cancelled_at = now(), cancelled_by = auth.uid(), cancel_reason = v_reason
    where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', v_row.patient_id));
  end if;
  return app.document_payload(v_row);
end;
$$;
comment on function public.cancel_patient_document(uuid, uuid, text) is
  'Caller: the author; of a document that the desk may issue also owner and admin. It stays, with its number, its words and why it was cancelled. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 document_not_found, PT400 cancel_reason_required.';
revoke execute on function public.cancel_patient_document(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.cancel_patient_document(uuid, uuid, text) to authenticated;
