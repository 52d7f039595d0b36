create function app.insert_receipt(p_tenant_id uuid, p_payment_id uuid, p_patient_id uuid, p_therapist_id uuid, p_cents integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.receipts;
  v_entry public.money_entries;
  v_provider jsonb := app.fiscal_provider(p_tenant_id, p_therapist_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  if v_provider ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = coalesce(p_therapist_id::text, '');
  end if;
  select * into v_entry from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_payment_id;
  v_row.content := jsonb_build_object(
    'provider', v_provider,
    'professional', jsonb_build_object('name', app.author_name(p_tenant_id, p_therapist_id), 'council', app.council_of(p_tenant_id, p_therapist_id)),
    'payer', app.fiscal_payer(p_tenant_id, v_entry.payer_id) - 'patient_id',
    'patient', (select jsonb_build_object('name', p.full_name, 'document', p.cpf) from public.patients p
      where p.tenant_id = p_tenant_id and p.id = p_patient_id),
    'amount_cents', p_cents, 'paid_on', v_entry.occurred_on, 'method', v_entry.method,
    -- sessions that somebody came to: a paper never says that one who missed it was there
    'days', (select coalesce(jsonb_agg(distinct (x.starts_at at time zone v_zone)::date), '[]')
      from app.sessions_paid(p_tenant_id, p_payment_id, p_patient_id, p_therapist_id) x));
  v_row.year := extract(year from now() at time zone v_zone);
  select coalesce(max(r.number), 0) + 1 into v_row.number from public.receipts r where r.tenant_id = p_tenant_id and r.year = v_row.year;
  insert into public.receipts (tenant_id, payment_id, patient_id, therapist_id, year, number, amount_cents, paid_on, content, sha256, issued_by, issued_at)
  values (p_tenant_id, p_payment_id, p_patient_id, p_therapist_id, v_row.year, v_row.number, p_cents, v_entry.occurred_on, v_row.content,
    encode(sha256(convert_to(v_row.number || '/' || v_row.year || E'\n' || v_row.content::text, 'UTF8')), 'hex'), auth.uid(), date_trunc('second', now()));
end;
$$;
comment on function app.insert_receipt(uuid, uuid, uuid, uuid, integer) is
  'Writes down a receipt with everything it says. The payer and the numbers of the clinic are locked. Errors: PT409 receipt_provider_incomplete (detail: the therapist, or nothing for the clinic).';
revoke execute on function app.insert_receipt(uuid, uuid, uuid, uuid, integer) from public, anon, authenticated;
