create function app.write_imported_leads(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_rows app.import_row[];
begin
  -- one number and one address are those to use, the others stand beside them; who has no name goes by them
  select array_agg((r.n, n.name, r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date,
    r.fields || case when r.is_new then jsonb_build_object('full_name', n.name) else '{}' end || jsonb_strip_nulls(jsonb_build_object(
      'phone', coalesce(l.phone, r.phones[1]), 'email', coalesce(l.email, r.emails[1]),
      'more_phones', to_jsonb(coalesce(l.more_phones, '{}') || array(
        select x from unnest(r.phones) x where x <> coalesce(l.phone, r.phones[1]) and x <> all (coalesce(l.more_phones, '{}')))),
      'more_emails', to_jsonb(coalesce(l.more_emails, '{}') || array(
        select x from unnest(r.emails) x where x <> coalesce(l.email, r.emails[1]) and x <> all (coalesce(l.more_emails, '{}')))))),
    r.custom, r.tags, r.company, r.id, r.patient_id, r.is_new)::app.import_row order by r.n) into v_rows
  from unnest(p_rows) r
  cross join lateral (select coalesce(r.name, r.phones[1], left(r.emails[1], 120)) as name) n
  left join public.crm_leads l on l.tenant_id = v_tenant and l.id = r.id
  -- what became a deal, or was put aside, stays as it is
  where r.is_new or l.status not in ('converted', 'discarded');
  if v_rows is null then
    return;
  end if;
  insert into public.crm_leads (tenant_id, id, full_name, email, phone, more_emails, more_phones, company, origin, origin_detail, score, note, custom,
    created_by)
  select v_tenant, r.id, v.full_name, v.email, v.phone, v.more_emails, v.more_phones, v.company, 'csv', v.origin_detail, app.lead_score(v), v.note,
    r.custom, p_import.requested_by
  from unnest(v_rows) r
  cross join lateral jsonb_populate_record(null::public.crm_leads, r.fields || jsonb_build_object('tenant_id', v_tenant, 'id', r.id, 'origin', 'csv')) v
  where r.is_new;
  insert into public.sales_events (tenant_id, entity, lead_id, kind, actor_id)
  select v_tenant, 'lead', r.id, 'created', p_import.requested_by from unnest(v_rows) r where r.is_new;
  perform app.change_imported(p_import, v_rows);
  update public.crm_leads l set score = app.lead_score(l) from unnest(v_rows) r
  where l.tenant_id = v_tenant and l.id = r.id and not r.is_new and l.score <> app.lead_score(l);
  perform app.index_imported(v_tenant, 'lead', v_rows);
end;
$$;
comment on function app.write_imported_leads(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows. Leads of a piece of a file; one without a name is called by its number or address.';
revoke execute on function app.write_imported_leads(public.imports, app.import_row[]) from public, anon, authenticated;
