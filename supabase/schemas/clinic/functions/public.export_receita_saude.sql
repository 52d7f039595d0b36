create function public.export_receita_saude(
  p_tenant_id uuid, p_id uuid, p_therapist_id uuid, p_from date, p_to date, p_again boolean default false, p_complete_only boolean default false
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_known public.receita_saude_exports;
  v_fiscal public.therapist_fiscal;
  v_council text;
begin
  perform app.require_receita_saude(p_tenant_id, p_therapist_id, p_from, p_to, true);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- two who export at once mark each payment once
  select * into v_fiscal from public.therapist_fiscal f where f.tenant_id = p_tenant_id and f.user_id = p_therapist_id for update;
  select * into v_known from public.receita_saude_exports x where x.tenant_id = p_tenant_id and x.id = p_id;
  if v_known.id is null then
    if cardinality(app.receita_saude_problems(p_tenant_id, p_therapist_id)) > 0 or not coalesce(p_complete_only, false) and exists (
      select from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
      where x.problem = 'payer_document' and (x.cents > x.exported_cents or p_again and x.cents > 0)) then
      raise sqlstate 'PT409' using message = 'receita_saude_incomplete';
    end if;
    select h.council_number into v_council from public.therapists h where h.tenant_id = p_tenant_id and h.user_id = p_therapist_id;
    insert into public.receita_saude_exports (tenant_id, id, therapist_id, from_day, to_day, created_by)
    values (p_tenant_id, p_id, p_therapist_id, p_from, p_to, auth.uid());
    insert into public.receita_saude_rows (tenant_id, export_id, position, payment_id, patient_id, amount_cents, is_again, line)
    select p_tenant_id, p_id, row_number() over (order by x.paid_on, x.number, x.patient_id), x.payment_id, x.patient_id, c.cents,
      x.cents <= x.exported_cents,
      app.receita_saude_line(x.paid_on, c.cents, v_fiscal.occupation, x.payer ->> 'document', x.patient_document, v_fiscal.document, v_council)
    from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
    cross join lateral (select case when x.cents > x.exported_cents then x.cents - x.exported_cents when p_again then x.cents else 0 end as cents) c
    where x.problem is null and c.cents > 0;
    if not found then
      raise sqlstate 'PT409' using message = 'nothing_to_export';
    end if;
    perform app.audit(p_tenant_id, 'fiscal.exported', 'therapist', p_therapist_id::text, null,
      jsonb_build_object('from_day', p_from, 'to_day', p_to));
  elsif v_known.therapist_id <> p_therapist_id then
    raise sqlstate 'PT409' using message = 'client_id_in_use';
  end if;
  return jsonb_build_object('id', p_id,
    'lines', (select count(*) from public.receita_saude_rows r where r.tenant_id = p_tenant_id and r.export_id = p_id),
    'files', (
      select jsonb_agg(f.content order by f.part) from (
        select (r.position - 1) / 1000 as part, string_agg(r.line, E'\r\n' order by r.position) || E'\r\n' as content
        from public.receita_saude_rows r where r.tenant_id = p_tenant_id and r.export_id = p_id group by 1) f));
end;
$$;
comment on function public.export_receita_saude(uuid, uuid, uuid, date, date, boolean, boolean) is
  'Caller: owner, admin and operator; a therapist the own. The payments of a period as files for Receita Saúde, at most a thousand lines each, and marks them: only what was not exported yet, or with p_again all. p_complete_only leaves out payers without CPF. p_id comes from the client: the same again is the same export. Answers {id, lines, files}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_date, PT400 missing_client_id, PT409 receita_saude_incomplete, PT409 nothing_to_export, PT409 client_id_in_use.';
revoke execute on function public.export_receita_saude(uuid, uuid, uuid, date, date, boolean, boolean) from public, anon, authenticated;
grant execute on function public.export_receita_saude(uuid, uuid, uuid, date, date, boolean, boolean) to authenticated;
