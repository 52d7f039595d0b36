create function app.write_imported_deals(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_zone text := app.clinic_zone(v_tenant);
  v_problem text := (select c.problem from app.check_imported_deals(v_tenant, p_import.options, p_rows) c order by c.n limit 1);
  v_first public.pipeline_stages;
  v_rows app.import_row[];
  v_id uuid;
begin
  if v_problem is not null then
    raise sqlstate '22023' using message = v_problem;
  end if;
  v_first := app.require_stage(v_tenant, null, app.typed_id(p_import.options ->> 'pipeline_id'));
  perform app.add_imported_companies(p_import, array(
    select r from unnest(p_rows) r left join app.imported_companies(v_tenant, p_rows) c on c.n = r.n where c.company_id is null));
  perform app.add_imported_people(p_import, p_rows);
  -- words become columns; what is over stays so unless the file says that it ended otherwise
  select array_agg((r.n, r.name, r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date,
    jsonb_strip_nulls(jsonb_build_object('title', r.fields -> 'title', 'note', r.fields -> 'note', 'value_cents', (r.fields ->> 'value_cents')::bigint,
      'expected_on', r.fields -> 'expected_on', 'contact_id', x.contact_id, 'company_id', x.company_id, 'owner_id', x.owner_id))
      || case when d.id is null or x.stage_id is not null and x.stage_id <> d.stage_id then jsonb_build_object(
        'pipeline_id', coalesce(x.pipeline_id, v_first.pipeline_id), 'stage_id', coalesce(x.stage_id, v_first.id), 'stage_since', clock_timestamp())
        else '{}' end
      || case when coalesce(r.fields ->> 'status', 'open') <> coalesce(d.status, '') and (d.id is null or r.fields ->> 'status' <> 'open')
        and (d.id is null or p_import.policy = 'overwrite') then jsonb_strip_nulls(jsonb_build_object('status', coalesce(r.fields ->> 'status', 'open'),
          'closed_at', case when r.fields ->> 'status' <> 'open' then
            coalesce(app.local_moment((r.fields ->> 'closed_on')::timestamp + interval '12 hours', v_zone), clock_timestamp()) end)) else '{}' end
      || case when coalesce(r.fields ->> 'status', d.status) = 'lost' and x.lost_reason_id is not null then
        jsonb_build_object('lost_reason_id', x.lost_reason_id) else '{}' end,
    r.custom, r.tags, r.company, r.id, r.patient_id, r.is_new)::app.import_row order by r.n) into v_rows
  from unnest(p_rows) r
  join app.imported_deals(v_tenant, p_import.options, p_rows) x on x.n = r.n
  left join public.deals d on d.tenant_id = v_tenant and d.id = r.id;
  insert into public.deals (tenant_id, id, title, pipeline_id, stage_id, status, value_cents, contact_id, company_id, owner_id, origin, expected_on,
    lost_reason_id, note, custom, closed_at, created_by, created_at)
  select v_tenant, r.id, v.title, v.pipeline_id, v.stage_id, v.status, coalesce(v.value_cents, 0), v.contact_id, v.company_id, v.owner_id, 'csv',
    v.expected_on, v.lost_reason_id, v.note, r.custom, v.closed_at, p_import.requested_by,
    coalesce(app.local_moment((o.fields ->> 'day')::timestamp + interval '12 hours', v_zone), clock_timestamp())
  from unnest(v_rows) r join unnest(p_rows) o on o.n = r.n cross join lateral jsonb_populate_record(null::public.deals, r.fields) v where r.is_new;
  insert into public.sales_events (tenant_id, entity, deal_id, kind, actor_id)
  select v_tenant, 'deal', r.id, 'created', p_import.requested_by from unnest(v_rows) r where r.is_new;
  perform app.change_imported(p_import, v_rows);
  if p_import.policy <> 'skip' or exists (select from unnest(v_rows) r where r.is_new) then
    perform app.raise_imported_contacts(p_import, array(select r.id from unnest(v_rows) r where r.is_new or r.fields ? 'status'));
  end if;
  for v_id in select r.id from unnest(v_rows) r where r.is_new or p_import.policy <> 'skip' loop
    perform app.index_deal(v_tenant, v_id);
  end loop;
end;
$$;
comment on function app.write_imported_deals(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows. Deals of a piece of a file, with the people and companies that they name; no workflow hears of them. Errors: 22023 with the problem of app.imported_deals.';
revoke execute on function app.write_imported_deals(public.imports, app.import_row[]) from public, anon, authenticated;
