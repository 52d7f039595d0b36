create function public.list_receita_saude(p_tenant_id uuid, p_therapist_id uuid, p_from date, p_to date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_receita_saude(p_tenant_id, p_therapist_id, p_from, p_to, false);
  return (
    select jsonb_build_object(
      'problems', to_jsonb(app.receita_saude_problems(p_tenant_id, p_therapist_id)),
      'rows', coalesce(jsonb_agg(o.one order by x.paid_on, x.number, x.patient_name) filter (where x.cents > 0), '[]'),
      'refunded', coalesce(jsonb_agg(o.one order by x.paid_on, x.number, x.patient_name) filter (where x.exported_cents > x.cents), '[]'))
    from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
    cross join lateral (select jsonb_build_object('payment_id', x.payment_id, 'patient_id', x.patient_id, 'paid_on', x.paid_on,
      'amount_cents', x.cents, 'exported_cents', x.exported_cents, 'exported_at', x.exported_at, 'payer_name', x.payer ->> 'name',
      'payer_document', x.payer ->> 'document', 'payer_patient_id', x.payer ->> 'patient_id', 'patient_name', x.patient_name,
      'patient_document', x.patient_document, 'problem', x.problem) as one) o);
end;
$$;
comment on function public.list_receita_saude(uuid, uuid, date, date) is
  'Caller: members; a therapist the own. What a therapist who receives as a person was paid in a period: {problems of the therapist (document, occupation, council), rows [{payment_id, patient_id, paid_on, amount_cents, exported_cents, exported_at, payer_name, payer_document, payer_patient_id, patient_name, patient_document, problem}], refunded: rows of which more was exported than was kept}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_date.';
revoke execute on function public.list_receita_saude(uuid, uuid, date, date) from public, anon, authenticated;
grant execute on function public.list_receita_saude(uuid, uuid, date, date) to authenticated;
