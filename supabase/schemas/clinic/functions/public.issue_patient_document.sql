create function public.issue_patient_document(
  p_tenant_id uuid, p_id uuid, p_patient_id uuid, p_template_id uuid, p_title text, p_body text, p_purpose text default null,
  p_addressee text default null, p_cid text default null, p_cid_consented boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_patient public.patients;
  v_template jsonb;
  v_kind public.document_kinds;
  v_row public.patient_documents;
begin
  v_patient := app.require_patient(p_tenant_id, p_patient_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select t into v_template from jsonb_array_elements(public.list_document_templates(p_tenant_id)) t where t ->> 'id' = p_template_id::text;
  if not found then
    raise sqlstate 'PT404' using message = 'document_template_not_found';
  end if;
  select * into v_kind from public.document_kinds k where k.key = v_template ->> 'kind';
  if not v_kind.desk_may_issue and not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'not_in_care_team', hint = 'Whoever treats the patient issues it.';
  end if;
  v_row.title := app.require_name(p_title);
  v_row.body := app.document_body(p_body);
  if v_row.body ~ '[{]{2}|[}]{2}' then
    raise sqlstate 'PT400' using message = 'document_not_filled_in', detail = substring(v_row.body from '[{]{2}[^}]*[}]{2}');
  end if;
  v_row.cid := nullif(upper(btrim(p_cid)), '');
  if v_row.cid is not null and not (v_kind.takes_cid and coalesce(p_cid_consented, false))
    or not v_kind.takes_cid and v_row.body ~* '\mCID\M' then
    raise sqlstate 'PT400' using message = 'cid_not_allowed', hint = 'The patient has to agree; a declaration of attendance has none.';
  end if;
  if v_row.cid !~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,2})?$' then
    raise sqlstate 'PT400' using message = 'invalid_cid';
  end if;
  if v_row.cid is not null and v_kind.cid_purpose is not null and not exists (
    select from public.consents c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.purpose = v_kind.cid_purpose
      and c.revoked_at is null) then
    raise sqlstate 'PT409' using message = 'cid_consent_required', detail = v_kind.cid_purpose;
  end if;
  -- one number after the other, also of two who issue at once; the same press again finds its document
  perform pg_advisory_xact_lock(hashtextextended('documents:' || p_tenant_id, 0));
  if exists (select from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.author_id <> auth.uid()) then
    raise sqlstate 'PT409' using message = 'client_id_in_use';
  end if;
  if not exists (select from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id) then
    v_row.tenant_id := p_tenant_id;
    v_row.id := p_id;
    v_row.patient_id := p_patient_id;
    v_row.kind := v_kind.key;
    v_row.is_clinical := v_kind.is_clinical;
    v_row.template_id := p_template_id;
    v_row.template_version := v_template ->> 'version';
    v_row.patient_name := v_patient.name;
    v_row.purpose := app.trimmed(p_purpose, 200);
    v_row.addressee := app.trimmed(p_addressee, 200);
    v_row.cid_consented := v_row.cid is not null;
    v_row.issued_at := date_trunc('second', now());
    v_row.author_id := auth.uid();
    v_row.author_council := app.council_of(p_tenant_id, auth.uid());
    v_row.author_name := app.author_name(p_tenant_id, auth.uid());
    select t.name, l.lines, extract(year from now() at time zone t.time_zone) into v_row.clinic_name, v_row.letterhead, v_row.year
    from public.tenants t left join public.document_letterheads l on l.tenant_id = t.id where t.id = p_tenant_id;
    select coalesce(max(d.number), 0) + 1 into v_row.number from public.patient_documents d
    where d.tenant_id = p_tenant_id and d.year = v_row.year;
    v_row.sha256 := encode(sha256(convert_to(app.document_content(v_row), 'UTF8')), 'hex');
    insert into public.patient_documents (tenant_id, id, patient_id, kind, year, number, template_id, template_version, title,
      body, patient_name, purpose, addressee, cid, cid_consented, clinic_name, letterhead, author_id, author_name, author_council, is_clinical, issued_at, sha256)
    values (p_tenant_id, p_id, p_patient_id, v_row.kind, v_row.year, v_row.number, v_row.template_id, v_row.template_version,
      v_row.title, v_row.body, v_row.patient_name, v_row.purpose, v_row.addressee, v_row.cid, v_row.cid_consented, v_row.clinic_name,
      v_row.letterhead, v_row.author_id, v_row.author_name, v_row.author_council, v_row.is_clinical, v_row.issued_at, v_row.sha256);
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', p_patient_id));
  end if;
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id;
  return app.document_payload(v_row);
end;
$$;
comment on function public.issue_patient_document(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) is
  'Caller: the treating team; members for kinds that the desk may issue. Numbers the document by clinic and year and keeps its words for ever, with the caller as author. p_id comes from the client: the same again is the same document. Then the browser makes the PDF and attach_document_file keeps it. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_in_care_team, PT404 patient_not_found, PT404 document_template_not_found, PT400 missing_client_id, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT400 document_not_filled_in (detail: the first variable), PT400 cid_not_allowed, PT400 invalid_cid, PT409 cid_consent_required, PT409 client_id_in_use.';
revoke execute on function public.issue_patient_document(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) from public, anon, authenticated;
grant execute on function public.issue_patient_document(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) to authenticated;
