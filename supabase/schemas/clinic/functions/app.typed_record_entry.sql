create function app.typed_record_entry(p_tenant_id uuid, p_patient_id uuid, p_id uuid, p_entry jsonb)
returns public.record_entries
language plpgsql
stable
set search_path = ''
as $$
declare
  v_entry public.record_entries;
  v_parent public.record_entries;
  v_session public.sessions;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.patient_id := p_patient_id;
  v_entry.kind := coalesce(p_entry ->> 'kind', 'progress_note');
  v_entry.title := app.trimmed(p_entry ->> 'title', 120);
  if p_entry ->> 'session_id' is not null then
    select s.* into v_session from public.sessions s
    join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id
    where s.tenant_id = p_tenant_id and s.id::text = p_entry ->> 'session_id' and sp.patient_id = p_patient_id;
    if v_session.id is null then
      raise sqlstate 'PT404' using message = 'session_not_found';
    end if;
    v_entry.session_id := v_session.id;
  end if;
  v_entry.occurred_on := app.typed_record_day(p_tenant_id, p_entry ->> 'occurred_on');
  v_entry.content := app.require_record_content(p_entry -> 'content');
  if v_entry.kind not in ('progress_note', 'anamnesis', 'plan', 'discharge', 'other', 'addendum') then
    raise sqlstate 'PT400' using message = 'record_kind_invalid';
  end if;
  if v_entry.kind = 'addendum' then
    select * into v_parent from public.record_entries e
    where e.tenant_id = p_tenant_id and e.id::text = p_entry ->> 'addendum_to' and e.patient_id = p_patient_id;
    if v_parent.signed_at is null or v_parent.addendum_to is not null then
      raise sqlstate 'PT409' using message = 'addendum_needs_signed_entry';
    end if;
    v_entry.addendum_to := v_parent.id;
  end if;
  return v_entry;
end;
$$;
comment on function app.typed_record_entry(uuid, uuid, uuid, jsonb) is
  'An entry as its form sends it: {kind, title, occurred_on, content, addendum_to, session_id}. Errors: PT400 missing_client_id, PT400 record_kind_invalid, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT404 session_not_found, PT409 addendum_needs_signed_entry.';
revoke execute on function app.typed_record_entry(uuid, uuid, uuid, jsonb) from public, anon, authenticated;
