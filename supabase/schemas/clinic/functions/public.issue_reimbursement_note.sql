create function public.issue_reimbursement_note(p_tenant_id uuid, p_id uuid, p_receipt_ids uuid[], p_cid text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, true);
  v_cid text := nullif(btrim(p_cid), '');
  v_patient public.patients;
  v_patients integer;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_days text;
  v_body text;
begin
  select count(distinct r.patient_id) into v_patients from public.receipts r
  where r.tenant_id = p_tenant_id and r.id = any (p_receipt_ids) and r.cancelled_at is null and (v_scope is null or r.therapist_id = v_scope);
  if v_patients <> 1 then
    raise sqlstate 'PT404' using message = 'receipt_not_found', detail = 'Receipts of one patient that hold.';
  end if;
  select p.* into v_patient from public.receipts r
  join public.patients p on p.tenant_id = p_tenant_id and p.id = r.patient_id
  where r.tenant_id = p_tenant_id and r.id = any (p_receipt_ids) limit 1;
  select string_agg(to_char(x.starts_at at time zone v_zone, 'DD/MM/YYYY') || ', das ' || to_char(x.starts_at at time zone v_zone, 'HH24"h"MI')
    || ' às ' || to_char(x.ends_at at time zone v_zone, 'HH24"h"MI'), E';\n' order by x.starts_at) into v_days
  from (
    select distinct s.id, s.starts_at, s.ends_at from public.receipts r
    cross join lateral app.sessions_paid(p_tenant_id, r.payment_id, r.patient_id, r.therapist_id) s
    where r.tenant_id = p_tenant_id and r.id = any (p_receipt_ids)) x;
  if v_days is null then
    raise sqlstate 'PT409' using message = 'no_attended_sessions';
  end if;
  select format(E'Declaro, para fins de reembolso, que %s%s compareceu a %s para atendimento em:\n\n%s.\n\n%s%s.', v_patient.full_name,
    coalesce(', CPF ' || regexp_replace(v_patient.cpf, '(...)(...)(...)(..)', '\1.\2.\3-\4') || ',', ''), t.name, v_days,
    coalesce(l.city || ', ', ''), to_char(now() at time zone v_zone, 'DD/MM/YYYY'))
  into v_body from public.tenants t left join public.document_letterheads l on l.tenant_id = t.id where t.id = p_tenant_id;
  -- without a code it says that somebody was here, and the desk may say so
  return public.issue_patient_document(p_tenant_id, p_id, v_patient.id, case when v_cid is null
    then '0d000000-0000-4000-8000-000000000001'::uuid else '0d000000-0000-4000-8000-000000000010'::uuid end,
    'Declaração de comparecimento', v_body, 'Reembolso', null, v_cid, v_cid is not null);
end;
$$;
comment on function public.issue_reimbursement_note(uuid, uuid, uuid[], text) is
  'Caller: owner, admin and operator; a therapist for the own receipts. The declaration of attendance for the sessions that these receipts of one patient paid; with a diagnosis code only by who treats the patient, where the consent reimbursement_cid is recorded. p_id comes from the client. Answers the document. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 not_in_care_team, PT404 receipt_not_found, PT400 missing_client_id, PT400 invalid_cid, PT400 body_too_long, PT409 no_attended_sessions, PT409 cid_consent_required, PT409 client_id_in_use.';
revoke execute on function public.issue_reimbursement_note(uuid, uuid, uuid[], text) from public, anon, authenticated;
grant execute on function public.issue_reimbursement_note(uuid, uuid, uuid[], text) to authenticated;
