-- import deals and products: Deals and products are imported, and a preview says what is there already..
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."import_kinds"
  DROP CONSTRAINT "functions_are_of_app";

ALTER TABLE "app"."import_kinds"
  ADD COLUMN "reads" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "app"."import_kinds"
  ADD COLUMN "check_function" text;

ALTER TABLE "app"."import_kinds"
  ADD COLUMN "module" text;

CREATE OR REPLACE FUNCTION app.add_imported_companies (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_id uuid;
begin
  with named as (
    select distinct on (app.normalize_text(r.company)) app.normalize_text(r.company) as key, r.company, r.cnpj, gen_random_uuid() as id
    from unnest(p_rows) r where char_length(r.company) >= 2 and (r.is_new or p_import.policy <> 'skip')
    order by app.normalize_text(r.company), r.cnpj is null, r.n
  ), made as (
    insert into public.companies (tenant_id, id, name, cnpj, created_by)
    select v_tenant, n.id, n.company, n.cnpj, p_import.requested_by from named n
    where not exists (
      select from public.companies c where c.tenant_id = v_tenant and (c.archived_at is null) in (true, false) and c.sort_key = n.key
        and (c.cnpj is null or n.cnpj is null))
    returning id, version
  ), told as (
    insert into public.sales_events (tenant_id, entity, company_id, kind, actor_id)
    select v_tenant, 'company', m.id, 'created', p_import.requested_by from made m
  )
  insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
  select v_tenant, p_import.id, m.id, 'public.companies', false, 'created', m.version from made m;
  for v_id in
    select i.record_id from app.import_records i
    where i.tenant_id = v_tenant and i.import_id = p_import.id and not i.is_main and i.table_name = 'public.companies'
      and not exists (select from app.search_entries e where e.tenant_id = v_tenant and e.kind = 'company' and e.record_id = i.record_id)
  loop
    perform app.index_company(v_tenant, v_id);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.add_imported_people (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_people app.import_row[];
  v_patient uuid;
begin
  select array_agg((r.n, coalesce(r.name, r.phones[1], left(r.emails[1], 120)), r.sort, null, null, r.phones, r.emails, null,
    jsonb_build_object('stage', case when r.fields ->> 'status' = 'won' then 'customer' else 'opportunity' end), '{}', '{}', null,
    gen_random_uuid(), null, true)::app.import_row order by r.n) into v_people
  from unnest(p_rows) r left join app.imported_people(v_tenant, p_rows) p on p.n = r.n
  where (r.is_new or p_import.policy <> 'skip') and p.contact_id is null and (r.phones <> '{}' or r.emails <> '{}');
  if v_people is not null then
    insert into public.contacts (tenant_id, id, full_name, company_id, origin, stage, created_by)
    select v_tenant, v.id, v.name, c.company_id, 'csv', v.fields ->> 'stage', p_import.requested_by
    from unnest(v_people) v left join app.imported_companies(v_tenant, p_rows) c on c.n = v.n;
    insert into public.sales_events (tenant_id, entity, contact_id, kind, actor_id)
    select v_tenant, 'contact', v.id, 'created', p_import.requested_by from unnest(v_people) v;
    insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
    select v_tenant, p_import.id, v.id, 'public.contacts', false, 'created', 1 from unnest(v_people) v;
    perform app.add_imported_contacts(p_import, 'contact', v_people);
    perform app.index_imported(v_tenant, 'contact', v_people);
  end if;
  for v_patient in
    select distinct p.patient_id from unnest(p_rows) r join app.imported_people(v_tenant, p_rows) p on p.n = r.n
    where (r.is_new or p_import.policy <> 'skip') and p.patient_id is not null
  loop
    insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
    values (v_tenant, p_import.id, app.contact_of_patient(v_tenant, v_patient, 'csv'), 'public.contacts', false, 'created', 1) on conflict do nothing;
    perform app.index_patient(v_tenant, v_patient);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.change_imported (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
  v_columns text := (select string_agg(format('%I', c), ', ') from unnest(v_kind.columns) c);
begin
  if p_import.policy = 'skip' or not exists (select from unnest(p_rows) r where not r.is_new) then
    return;
  end if;
  execute format($query$
    with changes as materialized (
      select r.id, to_jsonb(t) as old, app.import_changes(to_jsonb(t), r.fields, r.custom, ($1).policy) as new
      from unnest($2) r join %1$s t on t.tenant_id = ($1).tenant_id and t.id = r.id where not r.is_new
    ), changed as materialized (
      select c.id, c.new, (select jsonb_object_agg(k, c.old -> k) from jsonb_object_keys(c.new) k) as old from changes c where c.new <> '{}'
    ), written as (
      update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, c.new)), version = t.version + 1
      from changed c where t.tenant_id = ($1).tenant_id and t.id = c.id
    ), told as (
      insert into public.sales_events (tenant_id, entity, contact_id, company_id, lead_id, deal_id, kind, actor_id, before, after)
      select ($1).tenant_id, $3, case $3 when 'contact' then c.id end, case $3 when 'company' then c.id end, case $3 when 'lead' then c.id end,
        case $3 when 'deal' then c.id end,
        'changed', ($1).requested_by, c.old, c.new
      from changed c where $3 in ('contact', 'company', 'lead', 'deal')
    )
    update app.import_records i set before = c.old || i.before, after = i.after || c.new,
      outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
    from changed c where i.tenant_id = ($1).tenant_id and i.import_id = ($1).id and i.record_id = c.id$query$, v_kind.table_name, v_columns)
    using p_import, p_rows, v_kind.entity;
end;
$function$;

CREATE OR REPLACE FUNCTION app.change_imported_product (
  p_import public.imports,
  p_row    app.import_row
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_variant public.product_variants;
  v_product public.products;
  v_old jsonb;
  v_new jsonb;
begin
  select * into v_variant from public.product_variants v where v.tenant_id = p_import.tenant_id and v.id = p_row.id for update;
  select * into v_product from public.products p where p.tenant_id = p_import.tenant_id and p.id = v_variant.product_id for update;
  v_old := jsonb_build_object('barcode', v_variant.barcode, 'price_cents', v_variant.price_cents, 'cost_cents', v_variant.cost_cents)
    -- what several variants share, a row about one of them does not decide
    || case when exists (
        select from public.product_variants o
        where o.tenant_id = p_import.tenant_id and o.product_id = v_product.id and o.id <> v_variant.id and o.archived_at is null) then '{}'
      else jsonb_build_object('name', v_product.name, 'category', v_product.category, 'brand', v_product.brand,
        'description', v_product.description, 'unit', v_product.unit, 'ncm', v_product.ncm, 'cfop', v_product.cfop) end;
  v_new := app.import_changes(
    -- a price of nothing is none
    case when p_import.policy = 'fill' then v_old || jsonb_build_object('price_cents', nullif(v_variant.price_cents, 0),
      'cost_cents', nullif(v_variant.cost_cents, 0)) else v_old end,
    (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(app.imported_product(p_row)) f where v_old ? f.key), '{}', p_import.policy);
  if p_import.policy = 'overwrite' and (v_variant.archived_at is not null or v_product.archived_at is not null) then
    v_old := v_old || jsonb_build_object('archived_at', coalesce(v_product.archived_at, v_variant.archived_at));
    v_new := v_new || '{"archived_at": null}';
  end if;
  if v_new <> '{}' then
    v_product := jsonb_populate_record(v_product, v_new);
    perform app.put_product(app.typed_product(p_import.tenant_id, v_product.id, to_jsonb(v_product)));
    perform app.save_variant(jsonb_populate_record(v_variant, v_new), v_variant.position);
    update public.products p set archived_at = null where p.tenant_id = p_import.tenant_id and p.id = v_product.id and v_new ? 'archived_at';
    perform app.audit(p_import.tenant_id, 'product.changed', 'product', v_product.id::text, null, jsonb_build_object('name', v_product.name));
  end if;
  if p_import.policy <> 'skip' and app.open_imported_stock(p_import, p_row.id, (p_row.fields ->> 'stock')::int) then
    v_new := v_new || jsonb_build_object('stock', (p_row.fields ->> 'stock')::int);
  end if;
  if v_new <> '{}' then
    update app.import_records i set outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end, after = i.after || v_new,
      before = (select coalesce(jsonb_object_agg(k, v_old -> k), '{}') from jsonb_object_keys(v_new) k where v_old ? k) || i.before
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = p_row.id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.check_imported_deals (
  p_tenant_id uuid,
  p_options   jsonb,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n       integer,
    problem text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select d.n, d.problem from app.imported_deals(p_tenant_id, p_options, p_rows) d where d.problem is not null;
$function$;

CREATE OR REPLACE FUNCTION app.check_imported_patients (
  p_tenant_id uuid,
  p_options   jsonb,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n       integer,
    problem text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select p.n, 'patient_unknown' from app.imported_patients(p_tenant_id, p_rows) p where p.patient_id is null;
$function$;

CREATE OR REPLACE FUNCTION app.import_keys (
  p_keys text[],
  p_row  app.import_row
)
  RETURNS SETOF text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'cpf:' || p_row.cpf where 'cpf' = any (p_keys) and p_row.cpf is not null
  union all
  select 'cnpj:' || p_row.cnpj where 'cnpj' = any (p_keys) and p_row.cnpj is not null
  union all
  select x from unnest(p_row.phones) x where 'phones' = any (p_keys)
  union all
  select x from unnest(p_row.emails) x where 'emails' = any (p_keys)
  union all
  select p_row.sort || x from unnest(p_row.phones) x where 'name+phones' = any (p_keys)
  union all
  select p_row.sort || x from unnest(p_row.emails) x where 'name+emails' = any (p_keys)
  union all
  select p_row.sort || p_row.birth_date where 'name+birth_date' = any (p_keys) and p_row.birth_date is not null
  union all
  select p_row.sort || ':' || coalesce(app.normalize_text(p_row.fields ->> 'city'), '') where 'name+city' = any (p_keys)
  union all
  select 'name:' || p_row.sort where 'name' = any (p_keys) and p_row.sort is not null
  union all
  select k || ':' || (p_row.fields ->> substr(k, 7)) from unnest(p_keys) k where k like 'field:%' and p_row.fields ->> substr(k, 7) is not null;
$function$;

CREATE OR REPLACE FUNCTION app.imported_companies (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    company_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (h.n) h.n, h.id from (
    select r.n, c.id, 0 as place, c.archived_at, c.created_at from unnest(p_rows) r
    join public.companies c on c.tenant_id = p_tenant_id and c.cnpj = r.cnpj
    union all
    select r.n, c.id, 1, c.archived_at, c.created_at from unnest(p_rows) r
    join public.companies c on c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(r.company)
    where c.cnpj is null or r.cnpj is null
  ) h
  order by h.n, h.place, h.archived_at is not null, h.created_at, h.id;
$function$;

CREATE OR REPLACE FUNCTION app.imported_deals (
  p_tenant_id uuid,
  p_options   jsonb,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n              integer,
    contact_id     uuid,
    patient_id     uuid,
    company_id     uuid,
    pipeline_id    uuid,
    stage_id       uuid,
    owner_id       uuid,
    lost_reason_id uuid,
    problem        text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with pipeline as (
    select p.id from public.pipelines p
    where p.tenant_id = p_tenant_id and p.archived_at is null
      and (nullif(p_options ->> 'pipeline_id', '') is null or p.id = app.typed_id(p_options ->> 'pipeline_id'))
    order by p.position, p.created_at limit 1
  )
  select r.n, p.contact_id, p.patient_id, c.company_id, l.id, s.id, o.user_id, w.id, case
      when p.is_unsure then 'person_unsure'
      when r.name is not null and r.phones = '{}' and r.emails = '{}' and p.contact_id is null then 'person_unknown'
      when r.cnpj is not null and r.company is null and c.company_id is null then 'company_unknown'
      when l.id is null then 'pipeline_unknown'
      when r.fields ->> 'stage' is not null and s.id is null then 'stage_unknown'
      when r.fields ->> 'owner' is not null and o.user_id is null then 'owner_unknown'
      when r.fields ->> 'lost_reason' is not null and w.id is null then 'reason_unknown' end
  from unnest(p_rows) r
  left join app.imported_people(p_tenant_id, p_rows) p on p.n = r.n
  left join app.imported_companies(p_tenant_id, p_rows) c on c.n = r.n
  left join pipeline l on true
  left join lateral (
    select s.id from public.pipeline_stages s
    where s.tenant_id = p_tenant_id and s.pipeline_id = l.id and s.archived_at is null
      and app.normalize_text(s.name) = app.normalize_text(r.fields ->> 'stage')
    order by s.position, s.id limit 1) s on true
  left join lateral (
    select m.user_id from public.tenant_members m join public.profiles f on f.id = m.user_id
    where m.tenant_id = p_tenant_id and m.status = 'active' and m.role <> 'therapist' and lower(f.email) = r.fields ->> 'owner' limit 1) o on true
  left join lateral (
    select w.id from public.deal_lost_reasons w
    where w.tenant_id = p_tenant_id and app.normalize_text(w.name) = app.normalize_text(r.fields ->> 'lost_reason')
    order by w.archived_at is not null, w.position, w.id limit 1) w on true;
$function$;

CREATE OR REPLACE FUNCTION app.imported_people (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    contact_id uuid,
    patient_id uuid,
    is_unsure  boolean
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with sure as (
    select m.n, coalesce(m.id, m.patient_id) as id, case when m.id is null then m.patient_id end as patient_id
    from app.match_imported_contacts(p_tenant_id, p_rows) m
  ), hits as (
    -- a name alone is somebody when nobody else has it
    select r.n, c.id, null::uuid as patient_id from unnest(p_rows) r
    join public.contacts c on c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = r.sort
    where r.phones = '{}' and r.emails = '{}'
    union
    select r.n, coalesce(c.id, p.id), case when c.id is null then p.id end from unnest(p_rows) r
    join public.patients p on p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false) and p.sort_name = r.sort and p.merged_into_id is null
    left join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p.id
    where r.phones = '{}' and r.emails = '{}'
    union
    -- and a number without a name is the patient's who alone has it
    select r.n, coalesce(c.id, p.id), case when c.id is null then p.id end from unnest(p_rows) r cross join unnest(r.phones) x
    join public.contact_phones h on h.tenant_id = p_tenant_id and h.phone = x and h.patient_id is not null
    join public.patients p on p.tenant_id = p_tenant_id and p.id = h.patient_id and p.merged_into_id is null
    left join public.contacts c on c.tenant_id = p_tenant_id and c.patient_id = p.id
    where r.sort is null
  ), named as (
    select h.n, (array_agg(h.id))[1] as id, (array_agg(h.patient_id))[1] as patient_id, count(*) as people from hits h group by h.n
  )
  select r.n, coalesce(s.id, case when m.people = 1 then m.id end), case when s.n is not null then s.patient_id when m.people = 1 then m.patient_id end,
    s.n is null and m.people > 1
  from unnest(p_rows) r left join sure s on s.n = r.n left join named m on m.n = r.n
  where s.n is not null or m.n is not null;
$function$;

CREATE OR REPLACE FUNCTION app.imported_product (
  p_row app.import_row
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_strip_nulls(jsonb_build_object('name', p_row.name, 'category', left(p_row.fields ->> 'category', 60), 'brand', left(p_row.fields ->> 'brand', 60),
    'description', p_row.fields ->> 'note', 'unit', p_row.fields ->> 'unit', 'ncm', p_row.fields ->> 'ncm', 'cfop', p_row.fields ->> 'cfop',
    'barcode', p_row.fields ->> 'barcode', 'price_cents', (p_row.fields ->> 'price_cents')::int, 'cost_cents', (p_row.fields ->> 'cost_cents')::int));
$function$;

CREATE OR REPLACE FUNCTION app.imported_sku (
  p_row app.import_row
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(p_row.fields ->> 'sku', upper(app.slug_of(p_row.name, 40)));
$function$;

CREATE OR REPLACE FUNCTION app.index_deal (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.put_search_entry(p_tenant_id, 'deal', d.id, d.title,
    p_mails => array(select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.id = d.contact_id)
      || array(select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = d.company_id))
  from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_deals (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    id         uuid,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (r.n) r.n, d.id, case when d.id is null then w.id end from unnest(p_rows) r
  -- the same row of the same file is the same deal, whatever it is called by now
  cross join lateral (select md5(concat_ws(':', 'deals', p_tenant_id, app.normalize_text(r.fields ->> 'title'), r.phones[1], r.emails[1], r.sort,
    app.normalize_text(r.company), r.cnpj, r.fields ->> 'day'))::uuid as id) w
  left join app.imported_people(p_tenant_id, p_rows) p on p.n = r.n
  left join app.imported_companies(p_tenant_id, p_rows) c on c.n = r.n
  left join lateral (
    select d.id, 0 as place, d.status, d.created_at from public.deals d where d.tenant_id = p_tenant_id and d.id = w.id
    union all
    select d.id, 1, d.status, d.created_at from public.deals d
    where d.tenant_id = p_tenant_id and d.sort_key = app.normalize_text(r.fields ->> 'title')
      and case when p.contact_id is not null then d.contact_id = p.contact_id when r.phones <> '{}' or r.emails <> '{}' then false
        when c.company_id is not null then d.company_id = c.company_id when r.company is not null then false
        else d.contact_id is null and d.company_id is null end
      and (r.fields ->> 'day' is null or (d.created_at at time zone app.clinic_zone(p_tenant_id))::date = (r.fields ->> 'day')::date)) d on true
  order by r.n, d.place, (d.status <> 'open'), d.created_at, d.id;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_products (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    id         uuid,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, v.id, 0 as place, v.archived_at from unnest(p_rows) r
    join public.product_variants v on v.tenant_id = p_tenant_id and v.sku = app.imported_sku(r)
    union all
    select r.n, v.id, 1, v.archived_at from unnest(p_rows) r
    join public.product_variants v on v.tenant_id = p_tenant_id and v.barcode = r.fields ->> 'barcode'
    where r.fields ->> 'sku' is null
  ) h
  order by h.n, h.place, h.archived_at is not null, h.id;
$function$;

CREATE OR REPLACE FUNCTION app.open_imported_stock (
  p_import     public.imports,
  p_variant_id uuid,
  p_quantity   integer
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_variant public.product_variants;
  v_move public.stock_moves;
begin
  select * into v_variant from public.product_variants v where v.tenant_id = p_import.tenant_id and v.id = p_variant_id and v.tracks_stock;
  perform app.lock_stock(p_import.tenant_id, array[p_variant_id]);
  -- a stock begins once: what an import that was undone had brought does not count
  if coalesce(p_quantity, 0) = 0 or v_variant.id is null or exists (
    select from public.stock_moves m
    left join public.imports i on m.owner_kind = 'import' and i.tenant_id = m.tenant_id and i.id = m.owner_id
    where m.tenant_id = p_import.tenant_id and m.variant_id = p_variant_id and i.state is distinct from 'undone')
  then
    return false;
  end if;
  if v_variant.uses_lots then
    raise sqlstate 'PT400' using message = 'lot_required';
  end if;
  v_move.tenant_id := p_import.tenant_id;
  v_move.kind := 'adjust';
  v_move.variant_id := p_variant_id;
  v_move.place_id := app.default_place(p_import.tenant_id);
  v_move.reason := 'opening';
  v_move.note := left('Importado de ' || p_import.file_name, 300);
  v_move.owner_kind := 'import';
  v_move.owner_id := p_import.id;
  v_move.on_hand := p_quantity;
  v_move.value_cents := p_quantity::bigint * v_variant.cost_cents;
  perform app.post_stock(v_move);
  perform app.audit(p_import.tenant_id, 'stock.adjusted', 'variant', p_variant_id::text, null,
    jsonb_build_object('quantity', p_quantity, 'reason', 'opening'), v_move.note);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_product (
  p_product public.products
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.products as p (tenant_id, id, kind, name, category, brand, description, unit, ncm, cfop, service_item, tax_basis_points,
    session_type_id, package_sessions, package_days, created_by)
  values (p_product.tenant_id, p_product.id, p_product.kind, p_product.name, p_product.category, p_product.brand, p_product.description,
    p_product.unit, p_product.ncm, p_product.cfop, p_product.service_item, p_product.tax_basis_points, p_product.session_type_id,
    p_product.package_sessions, p_product.package_days, auth.uid())
  on conflict (tenant_id, id) do update set
    kind = excluded.kind, name = excluded.name, category = excluded.category, brand = excluded.brand, description = excluded.description,
    unit = excluded.unit, ncm = excluded.ncm, cfop = excluded.cfop, service_item = excluded.service_item,
    tax_basis_points = excluded.tax_basis_points, session_type_id = excluded.session_type_id, package_sessions = excluded.package_sessions,
    package_days = excluded.package_days, version = p.version + 1;
$function$;

CREATE OR REPLACE FUNCTION app.raise_imported_contacts (
  p_import   public.imports,
  p_deal_ids uuid[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with wished as (
    select d.contact_id, c.stage as old, case when bool_or(d.status = 'won') then 'customer' else 'opportunity' end as new
    from public.deals d join public.contacts c on c.tenant_id = d.tenant_id and c.id = d.contact_id
    where d.tenant_id = p_import.tenant_id and d.id = any (p_deal_ids) and d.status <> 'lost'
    group by d.contact_id, c.stage
  ), raised as (
    update public.contacts c set stage = w.new, version = c.version + 1 from wished w
    where c.tenant_id = p_import.tenant_id and c.id = w.contact_id and w.old <> w.new and (w.new = 'customer' or w.old in ('lead', 'former'))
    returning c.id, c.version, w.old, w.new
  )
  insert into app.import_records as i (tenant_id, import_id, record_id, table_name, is_main, outcome, before, after, version)
  select p_import.tenant_id, p_import.id, r.id, 'public.contacts', false, 'updated', jsonb_build_object('stage', r.old),
    jsonb_build_object('stage', r.new), r.version from raised r
  on conflict (tenant_id, import_id, record_id) do update set before = excluded.before || i.before, after = i.after || excluded.after,
    version = excluded.version;
$function$;

CREATE OR REPLACE FUNCTION app.read_import_rows (
  p_kind text,
  p_rows jsonb
)
  RETURNS app.import_row[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array_agg((x.n, m.name, app.normalize_text(m.name), x.cpf, x.cnpj, coalesce(x.phones, '{}'), coalesce(x.emails, '{}'), x.birth_date,
    coalesce((
      select jsonb_object_agg(f.key, case
        when f.key in ('full_name', 'name') then to_jsonb(m.name)
        when f.key = 'note' then to_jsonb(nullif(btrim(app.normalize_lines(f.value #>> '{}')), ''))
        when jsonb_typeof(f.value) = 'string' then to_jsonb(nullif(app.normalize_name(f.value #>> '{}'), ''))
        else f.value end)
      from jsonb_each(x.fields) f where f.key = any (k.columns || k.reads)), '{}'),
    coalesce(x.custom, '{}'), coalesce(x.tags, '{}'), nullif(app.normalize_name(x.company), ''), null, null, null)::app.import_row order by x.n)
  from app.import_kinds k
  cross join jsonb_to_recordset(p_rows) as x (
    n integer, name text, cpf text, cnpj text, phones text[], emails text[], birth_date date, fields jsonb, custom jsonb, tags text[], company text)
  cross join lateral (select nullif(app.normalize_name(x.name), '') as name) m
  where k.key = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.require_import_kind (
  p_tenant_id uuid,
  p_key       text
)
  RETURNS app.import_kinds
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_kind := app.import_kind(p_key);
  perform app.require_member(p_tenant_id, v_kind.roles);
  if v_kind.module is not null then
    perform app.require_module(p_tenant_id, v_kind.module);
  end if;
  return v_kind;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_import_rows (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_piece     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
  v_rows app.import_row[];
  v_row app.import_row;
  v_counts jsonb;
  v_sums jsonb := '{"created": 0, "updated": 0, "unchanged": 0, "merged": 0}';
  v_refused int := 0;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('import_rows')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'import:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return null;
  end if;
  select * into v_import from public.imports i
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'running' and i.attempt = p_attempt for update;
  if not found then
    return null;
  end if;
  -- said again: it is there
  if v_import.done <> (p_piece ->> 'from')::int then
    return jsonb_build_object('done', v_import.done);
  end if;
  -- whoever writes down a number or address of this clinic waits until the piece is there, and the other way round
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':import', 20));
  perform set_config('zelo.saves_person', 'on', true), set_config('request.jwt.claims', jsonb_build_object('sub', v_import.requested_by)::text, true);
  v_rows := coalesce(app.read_import_rows(v_import.kind, p_piece -> 'rows'), '{}');
  begin
    v_sums := app.write_import_rows(v_import, v_rows);
  exception when integrity_constraint_violation or data_exception or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
    -- something that the database does not take: each by itself, and what it does not take is refused
    foreach v_row in array v_rows loop
      begin
        v_counts := app.write_import_rows(v_import, array[v_row]);
        select jsonb_object_agg(s.key, s.value::int + (v_counts ->> s.key)::int) into v_sums from jsonb_each_text(v_sums) s;
      exception when integrity_constraint_violation or data_exception or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
        insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds)
        select p_tenant_id, p_id, v_row.n, array(select jsonb_array_elements_text(x.value -> 'cells')), array[case
          when sqlstate = '23P01' then 'time_taken'
          -- what the functions of a kind say is a word, what the database says a sentence
          when sqlstate = '22023' and sqlerrm ~ '^[a-z_]+$' or sqlerrm in ('barcode_exists', 'lot_required') then sqlerrm
          else 'not_accepted' end]
        from jsonb_array_elements(p_piece -> 'rows') x where (x.value ->> 'n')::int = v_row.n;
        v_refused := v_refused + 1;
      end;
    end loop;
  end;
  insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds, wrong)
  select p_tenant_id, p_id, x.n, x.cells, x.kinds, coalesce(x.wrong, '{}')
  from jsonb_to_recordset(p_piece -> 'rejected') as x (n integer, cells text[], kinds text[], wrong smallint[]);
  update public.imports i set done = (p_piece ->> 'to')::int, total = (p_piece ->> 'total')::int,
    created = i.created + (v_sums ->> 'created')::int, updated = i.updated + (v_sums ->> 'updated')::int,
    unchanged = i.unchanged + (v_sums ->> 'unchanged')::int, merged = i.merged + (v_sums ->> 'merged')::int,
    rejected = i.rejected + v_refused + jsonb_array_length(p_piece -> 'rejected')
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  perform set_config('zelo.saves_person', '', true);
  perform app.tell_import(v_import);
  return jsonb_build_object('done', v_import.done);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_deals__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'deal' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.index_deal(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.undo_imported (
  p_import public.imports,
  p_table  text,
  p_ids    uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds;
  v_columns text;
  v_used uuid[];
  v_gone uuid[];
  v_back uuid[];
  v_id uuid;
begin
  select * into v_kind from app.import_kinds k where k.table_name = p_table order by k.position limit 1;
  if v_kind.undo_function is not null then
    execute format('select %s($1, $2)', v_kind.undo_function) using p_import, p_ids;
    return;
  end if;
  v_columns := (select string_agg(format('%I', c), ', ') from unnest(v_kind.columns) c);
  v_used := app.used_records(p_table, p_import.tenant_id, p_ids, v_kind.parts);
  execute format($query$
    update app.import_records i set outcome = 'kept', kept_because = case when t.version is distinct from i.version then 'changed' else 'in_use' end
    from %s t
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id
      and (t.version is distinct from i.version or i.outcome = 'created' and t.id = any ($4))$query$, p_table)
    using p_import.tenant_id, p_import.id, p_ids, v_used;
  select array_agg(i.record_id) filter (where i.outcome = 'created'), array_agg(i.record_id) filter (where i.outcome = 'updated') into v_gone, v_back
  from app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids) and i.outcome in ('created', 'updated');
  execute format('delete from %s t where t.tenant_id = $1 and t.id = any ($2)', p_table) using p_import.tenant_id, v_gone;
  if v_back is not null then
  execute format($query$
    update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, i.before - 'tags')), version = t.version + 1
    from app.import_records i
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table, v_columns)
    using p_import.tenant_id, p_import.id, v_back;
  end if;
  delete from public.contact_phones c using app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and c.tenant_id = i.tenant_id
    and c.entity_type in (v_kind.entity, 'patient') and c.entity_id = i.record_id and c.phone = any (i.phones);
  delete from public.contact_emails c using app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and c.tenant_id = i.tenant_id
    and c.entity_type in (v_kind.entity, 'patient') and c.entity_id = i.record_id and c.email = any (i.emails);
  if v_kind.entity = 'contact' then
    delete from public.contact_tags g using app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and g.tenant_id = i.tenant_id
      and g.contact_id = i.record_id and g.tag_id = any (i.tags);
    insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select i.tenant_id, i.record_id, x.tag::uuid from app.import_records i cross join jsonb_array_elements_text(i.before -> 'tags') x (tag)
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back)
    on conflict do nothing;
  end if;
  update app.import_records i set outcome = 'undone'
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_gone || v_back);
  foreach v_id in array coalesce(v_back, '{}') loop
    if v_kind.entity = 'patient' then
      perform app.index_patient(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'contact' then
      perform app.index_contact(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'company' then
      perform app.index_company(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'lead' then
      perform app.index_lead(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'deal' then
      perform app.index_deal(p_import.tenant_id, v_id);
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.undo_imported_product (
  p_import  public.imports,
  p_record  app.import_records,
  p_is_used boolean
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_variant public.product_variants;
  v_product public.products;
  v_level public.stock_levels;
  v_move public.stock_moves;
  v_others boolean := exists (
    select from public.stock_moves m
    where m.tenant_id = v_tenant and m.variant_id = p_record.record_id and (m.owner_kind, m.owner_id) is distinct from ('import', p_import.id));
begin
  select * into v_variant from public.product_variants v where v.tenant_id = v_tenant and v.id = p_record.record_id for update;
  select * into v_product from public.products p where p.tenant_id = v_tenant and p.id = v_variant.product_id for update;
  if v_product.version is distinct from p_record.version then
    return 'changed';
  end if;
  if p_record.outcome = 'created' and (p_is_used or v_others) or p_record.after ? 'stock' and v_others then
    return 'in_use';
  end if;
  select * into v_level from public.stock_levels l where l.tenant_id = v_tenant and l.variant_id = v_variant.id and l.on_hand > 0 for update;
  if v_level.on_hand > 0 and (p_record.outcome = 'created' or p_record.after ? 'stock') then
    v_move.tenant_id := v_tenant;
    v_move.kind := 'adjust';
    v_move.variant_id := v_variant.id;
    v_move.place_id := v_level.place_id;
    v_move.reason := 'other_out';
    v_move.note := 'Importação desfeita';
    v_move.owner_kind := 'import';
    v_move.owner_id := p_import.id;
    v_move.on_hand := -v_level.on_hand;
    perform app.post_stock(v_move);
  end if;
  if p_record.outcome = 'created' then
    -- the ledger stays, and so does what it speaks of
    if exists (select from public.stock_moves m where m.tenant_id = v_tenant and m.variant_id = v_variant.id) then
      update public.products p set archived_at = clock_timestamp(), version = p.version + 1 where p.tenant_id = v_tenant and p.id = v_product.id;
    else
      delete from public.products p where p.tenant_id = v_tenant and p.id = v_product.id;
    end if;
    return null;
  end if;
  perform app.put_product(jsonb_populate_record(v_product, p_record.before - 'archived_at'));
  perform app.save_variant(jsonb_populate_record(v_variant, p_record.before - 'archived_at'), v_variant.position);
  update public.products p set archived_at = (p_record.before ->> 'archived_at')::timestamptz
  where p.tenant_id = v_tenant and p.id = v_product.id and p_record.before ? 'archived_at';
  update app.import_records i set version = v_product.version + 1
  from public.product_variants v
  where i.tenant_id = v_tenant and i.import_id = p_import.id and v.tenant_id = v_tenant and v.id = i.record_id and v.product_id = v_product.id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.undo_imported_products (
  p_import public.imports,
  p_ids    uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_record app.import_records;
  v_because text;
  v_used uuid[] := app.used_records('public.product_variants', p_import.tenant_id, p_ids, '{public.stock_moves,public.stock_levels,public.stock_needs}');
  v_products uuid[] := app.used_records('public.products', p_import.tenant_id, array(
    select v.product_id from public.product_variants v where v.tenant_id = p_import.tenant_id and v.id = any (p_ids)),
    '{public.product_variants,public.product_options}');
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_import.requested_by)::text, true);
  for v_record in
    select * from app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids) order by i.record_id
  loop
    v_because := app.undo_imported_product(p_import, v_record, v_record.record_id = any (v_used) or exists (
      select from public.product_variants v
      where v.tenant_id = p_import.tenant_id and v.id = v_record.record_id and v.product_id = any (v_products)));
    update app.import_records i set outcome = case when v_because is null then 'undone' else 'kept' end, kept_because = v_because
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = v_record.record_id;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_contacts (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_rows app.import_row[];
begin
  perform app.add_imported_companies(p_import, p_rows);
  -- a patient is called as the record says
  select array_agg((r.n, coalesce(p.name, r.name), r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date,
    case when r.patient_id is null then r.fields else r.fields - 'full_name' end
      || case when c.id is null then '{}' else jsonb_build_object('company_id', c.id) end,
    r.custom, r.tags, r.company, r.id, r.patient_id, r.is_new)::app.import_row order by r.n) into v_rows
  from unnest(p_rows) r
  left join public.patients p on p.tenant_id = v_tenant and p.id = r.patient_id
  left join lateral (
    select c.id from public.companies c
    where c.tenant_id = v_tenant and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(r.company)
    order by c.archived_at is not null, c.created_at, c.id limit 1) c on r.company is not null;
  insert into public.contacts (tenant_id, id, full_name, patient_id, company_id, job, origin, origin_detail, stage, note, custom, created_by)
  select v_tenant, r.id, r.name, r.patient_id, v.company_id, v.job, 'csv', v.origin_detail,
    case when r.patient_id is null then 'lead' else 'customer' end, v.note, r.custom, p_import.requested_by
  from unnest(v_rows) r cross join lateral jsonb_populate_record(null::public.contacts, r.fields) v where r.is_new;
  insert into public.sales_events (tenant_id, entity, contact_id, kind, actor_id)
  select v_tenant, 'contact', r.id, 'created', p_import.requested_by from unnest(v_rows) r where r.is_new;
  perform app.change_imported(p_import, v_rows);
  perform app.add_imported_contacts(p_import, 'contact', v_rows);
  perform app.tag_imported_contacts(p_import, v_rows);
  perform app.index_imported(v_tenant, 'contact', v_rows);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_deals (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_products (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_row app.import_row;
  v_product public.products;
begin
  foreach v_row in array p_rows loop
    if v_row.is_new then
      if app.imported_sku(v_row) is null then
        raise sqlstate '22023' using message = 'sku_missing';
      end if;
      v_product := app.typed_product(v_tenant, gen_random_uuid(),
        jsonb_build_object('kind', coalesce(v_row.fields ->> 'kind', 'physical')) || app.imported_product(v_row));
      perform app.put_product(v_product);
      perform app.save_variant(app.typed_variant(v_tenant, v_product, app.imported_product(v_row)
        || jsonb_build_object('id', v_row.id, 'sku', app.imported_sku(v_row))), 1);
      perform app.audit(v_tenant, 'product.created', 'product', v_product.id::text, null, jsonb_build_object('name', v_product.name));
      perform app.open_imported_stock(p_import, v_row.id, (v_row.fields ->> 'stock')::int);
    elsif p_import.policy <> 'skip' then
      perform app.change_imported_product(p_import, v_row);
    end if;
  end loop;
  -- another variant of a product raises its version, too
  update app.import_records i set version = p.version
  from public.product_variants v
  join public.product_variants t on t.tenant_id = v.tenant_id and t.product_id = v.product_id
  join unnest(p_rows) r on r.id = t.id
  join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  where i.tenant_id = v_tenant and i.import_id = p_import.id and v.tenant_id = v_tenant and v.id = i.record_id;
end;
$function$;

CREATE OR REPLACE FUNCTION public.begin_import (
  p_tenant_id uuid,
  p_id        uuid,
  p_kind      text,
  p_file_name text,
  p_bytes     bigint,
  p_mime_type text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
  v_most bigint := (select b.file_size_limit from storage.buckets b where b.id = 'imports');
  v_name text := coalesce(app.trimmed(p_file_name, 200), 'arquivo');
begin
  perform app.require_import_kind(p_tenant_id, p_kind);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  if p_bytes > v_most then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_most::text, hint = format('Up to %s bytes.', v_most);
  end if;
  v_file := app.begin_upload(p_tenant_id, p_id, 'document', coalesce(nullif(p_mime_type, ''), 'application/octet-stream'), p_bytes, v_name,
    p_bucket => 'imports');
  insert into public.imports (tenant_id, id, kind, file_name, bytes, requested_by)
  values (p_tenant_id, p_id, p_kind, v_name, p_bytes, auth.uid())
  on conflict do nothing;
  return jsonb_build_object('id', p_id, 'bucket', v_file.bucket, 'path', v_file.path, 'max_bytes', v_most);
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_import_settings (
  p_tenant_id uuid,
  p_kind      text,
  p_signature text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds := app.require_import_kind(p_tenant_id, p_kind);
begin
  return jsonb_build_object('today', app.clinic_today(p_tenant_id),
    'columns', (
      select m.columns from public.import_mappings m
      where m.tenant_id = p_tenant_id and m.kind = p_kind and m.signature = md5(p_signature)),
    'custom', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'type', f.type, 'options', f.options) order by f.position, f.id), '[]')
      from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = v_kind.entity and f.archived_at is null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_import_kept (
  p_tenant_id uuid,
  p_id        uuid,
  p_limit     integer DEFAULT 100
)
  RETURNS TABLE (
    record_id uuid,
    name      text,
    because   text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_table text;
begin
  select k.table_name into v_table from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
  where i.tenant_id = p_tenant_id and i.id = p_id;
  if v_table is null then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return query execute format($query$
    select t.id, coalesce(to_jsonb(t) ->> 'name', to_jsonb(t) ->> 'full_name', to_jsonb(t) ->> 'title', to_jsonb(t) ->> 'sku'), i.kept_because
    from app.import_records i join %s t on t.tenant_id = $1 and t.id = i.record_id
    where i.tenant_id = $1 and i.import_id = $2 and i.outcome = 'kept' and i.is_main
    order by 2, 1 limit $3$query$, v_table) using p_tenant_id, p_id, least(greatest(coalesce(p_limit, 100), 1), 500);
end;
$function$;

CREATE OR REPLACE FUNCTION public.preview_import (
  p_tenant_id uuid,
  p_kind      text,
  p_rows      jsonb,
  p_options   jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds := app.require_import_kind(p_tenant_id, p_kind);
  v_rows app.import_row[];
  v_known jsonb;
  v_problems jsonb := '[]';
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 2000 then
    raise sqlstate 'PT400' using message = 'invalid_import';
  end if;
  v_rows := coalesce(app.read_import_rows(p_kind, p_rows), '{}');
  execute format('select coalesce(jsonb_object_agg(m.n, m.id), ''{}'') from %s($1, $2) m where m.id is not null', v_kind.match_function)
    into v_known using p_tenant_id, v_rows;
  if v_kind.check_function is not null then
    execute format('select coalesce(jsonb_agg(jsonb_build_array(c.n, c.problem) order by c.n), ''[]'') from %s($1, $2, $3) c', v_kind.check_function)
      into v_problems using p_tenant_id, coalesce(p_options, '{}'), v_rows;
  end if;
  return jsonb_build_object('known', v_known, 'problems', v_problems, 'keys', (
    select coalesce(jsonb_object_agg(r.n, k.keys), '{}') from unnest(v_rows) r
    cross join lateral (select jsonb_agg(left(md5(x), 12)) as keys from app.import_keys(v_kind.keys, r) x) k
    where not v_known ? r.n::text and k.keys is not null));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_import"(uuid, text, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_product (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_product   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.products;
  v_before public.products;
  v_variant record;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_row := app.typed_product(p_tenant_id, p_id, p_product);
  if jsonb_typeof(p_product -> 'variants') is distinct from 'array' or jsonb_array_length(p_product -> 'variants') not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = 'variants';
  end if;
  select * into v_before from public.products p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  perform app.put_product(v_row);
  perform app.save_product_options(p_tenant_id, p_id, p_product -> 'options');
  -- variants that the form has not are sold no more; what they did stays
  update public.product_variants v set archived_at = clock_timestamp()
  where v.tenant_id = p_tenant_id and v.product_id = p_id and v.archived_at is null
    and not exists (select from jsonb_array_elements(p_product -> 'variants') x where app.typed_id(x ->> 'id') = v.id);
  for v_variant in select x.value, x.ordinality from jsonb_array_elements(p_product -> 'variants') with ordinality x order by x.value ->> 'id' loop
    perform app.save_variant(app.typed_variant(p_tenant_id, v_row, v_variant.value), v_variant.ordinality::int);
  end loop;
  perform app.audit(p_tenant_id, case when v_before.id is null then 'product.created' else 'product.changed' end, 'product', p_id::text,
    case when v_before.id is not null then jsonb_build_object('name', v_before.name) end, jsonb_build_object('name', v_row.name));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('product_id', p_id));
  return public.get_product(p_tenant_id, p_id);
end;
$function$;

ALTER TABLE "app"."import_kinds"
  ADD CONSTRAINT "functions_are_of_app"
    CHECK
    (((match_function ~ '^app\.[a-z_]+$'::text) AND (write_function ~ '^app\.[a-z_]+$'::text) AND (COALESCE(undo_function, 'app.x'::text) ~ '^app\.[a-z_]+$'::text) AND
    (COALESCE(check_function, 'app.x'::text) ~ '^app\.[a-z_]+$'::text)));

ALTER TABLE "app"."import_kinds"
  ADD CONSTRAINT "import_kinds_module_fkey" FOREIGN KEY (module) REFERENCES public.modules(key) ON DELETE RESTRICT;

CREATE INDEX import_kinds_module ON app.import_kinds USING btree (module)
  WHERE (module IS NOT NULL);

COMMENT ON COLUMN "app"."import_kinds"."check_function" IS '(clinic, options of the import, app.import_row[]) returns table (n, problem): rows that would be refused, for the preview.';

COMMENT ON COLUMN "app"."import_kinds"."keys" IS 'What two rows of one file share when they may be about one record: cpf, cnpj, phones, emails, name+phones, name+emails, name+birth_date, name+city, name, or field:<column>.';

COMMENT ON COLUMN "app"."import_kinds"."module" IS 'Part of the product without which nobody imports this.';

COMMENT ON COLUMN "app"."import_kinds"."reads" IS 'What else a row may say: words that the functions of the kind turn into columns.';

COMMENT ON COLUMN "public"."imports"."options" IS 'How the file is read, as the person confirmed it: {columns, dates, headings, encoding, delimiter, header_row, pipeline_id of deals}.';

COMMENT ON FUNCTION "app"."change_imported_product"(public.imports, app.import_row) IS 'Caller: app.write_imported_products. What a row says about a variant that is there, as the policy of the import has it; name, fiscal data and unit only of a product with one variant. Errors: as typed_product, save_variant and open_imported_stock.';

COMMENT ON FUNCTION "app"."check_imported_deals"(uuid, jsonb, app.import_row[]) IS 'Caller: preview_import. Rows of deals with a word that means nothing here.';

COMMENT ON FUNCTION "app"."check_imported_patients"(uuid, jsonb, app.import_row[]) IS 'Caller: preview_import. Rows of what a clinic brings along whose patient nobody finds.';

COMMENT ON FUNCTION "app"."imported_companies"(uuid, app.import_row[]) IS 'The company that each row names: by its CNPJ, or by its name unless both have one.';

COMMENT ON FUNCTION "app"."imported_deals"(uuid, jsonb, app.import_row[]) IS 'What the words of each row of deals mean, in the pipeline that was chosen (options.pipeline_id; without it the first). problem: person_unsure, person_unknown (a name alone that nobody has), company_unknown, pipeline_unknown, stage_unknown, owner_unknown or reason_unknown.';

COMMENT ON FUNCTION "app"."imported_people"(uuid, app.import_row[]) IS 'Whom each row names: a contact as an import of contacts finds it, or the only person of that name where the row has nothing else. patient_id: who is a patient and no contact yet, and becomes one under this id. is_unsure: several have that name or number.';

COMMENT ON FUNCTION "app"."match_imported_deals"(uuid, app.import_row[]) IS 'The deal of each row: what an earlier import of the row made, else the one of that title with its person, or with its company where it names no person, begun on the day that the row says. patient_id is the id that a new one gets.';

COMMENT ON FUNCTION "app"."match_imported_products"(uuid, app.import_row[]) IS 'The variant of each row: the one with its SKU; of a row without one that with its barcode, or the SKU that its name makes.';

COMMENT ON FUNCTION "app"."open_imported_stock"(public.imports, uuid, integer) IS 'Caller: app.write_imported_products. What is there when a clinic begins, as a correction with the reason opening; only of what has never had stock here. Whether it was written. Errors: PT400 lot_required.';

COMMENT ON FUNCTION "app"."put_product"(public.products) IS 'Writes a product that app.typed_product has looked at; one that is there rises a version.';

COMMENT ON FUNCTION "app"."require_import_kind"(uuid, text) IS 'A kind of import that the caller may use. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind.';

COMMENT ON FUNCTION "app"."undo_imported_product"(public.imports, app.import_records, boolean) IS 'Caller: app.undo_imported_products. Takes back what an import did to a variant: NULL, or why it stays (changed, in_use). What it put into stock goes out again by a correction, and a product that the ledger speaks of is archived.';

COMMENT ON FUNCTION "app"."write_imported_deals"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Deals of a piece of a file, with the people and companies that they name; no workflow hears of them. Errors: 22023 with the problem of app.imported_deals.';

COMMENT ON FUNCTION "app"."write_imported_products"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Products of a piece of a file: a new one has one variant. Errors: 22023 sku_missing, PT400 lot_required, PT409 barcode_exists, and as typed_product.';

COMMENT ON FUNCTION "public"."begin_import"(uuid, uuid, text, text, bigint, text) IS 'Caller: the roles of the kind. Before a browser puts the file at path of bucket; start_import begins. p_id comes from the client; the same again is the same import. Returns {id, bucket, path, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind, PT400 missing_client_id, PT400 empty_upload, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."get_import_settings"(uuid, text, text) IS 'Caller: the roles of the kind. What a preview needs: the clinic''s day and own fields, and the columns that were chosen for these headings last time (p_signature). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind.';

COMMENT ON FUNCTION "public"."preview_import"(uuid, text, jsonb, jsonb) IS 'Caller: the roles of the kind. What would become of up to 2000 rows of a file, without writing: p_rows as the worker sends them, p_options as start_import takes them. Answers {known: {n: id of the record that is there}, keys: {n: what a row that is new shares with others of the file that may be about the same record}, problems: [[n, why it would be refused]]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind, PT400 invalid_import.';

COMMENT ON FUNCTION "public"."start_import"(uuid, uuid, text, jsonb) IS 'Caller: whoever began the import, when the file is there. p_policy: skip, fill or overwrite; p_options {columns: the field of each column or null, dates: day or month for each column, whichever comes first in its dates, or null, pipeline_id of deals, headings, encoding, delimiter, header_row as the preview found them, signature: the headings, by which the columns are remembered}. Asked again it answers how it stands. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_import, PT404 import_not_found.';

REVOKE ALL ON FUNCTION "app"."add_imported_companies"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_imported_companies"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_imported_companies"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."add_imported_people"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_imported_people"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_imported_people"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."change_imported_product"(public.imports, app.import_row) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."change_imported_product"(public.imports, app.import_row) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."change_imported_product"(public.imports, app.import_row) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_imported_deals"(uuid, jsonb, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_imported_deals"(uuid, jsonb, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_imported_deals"(uuid, jsonb, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_imported_patients"(uuid, jsonb, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_imported_patients"(uuid, jsonb, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_imported_patients"(uuid, jsonb, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_companies"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_companies"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_companies"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_deals"(uuid, jsonb, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_deals"(uuid, jsonb, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_deals"(uuid, jsonb, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_people"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_people"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_people"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_product"(app.import_row) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_product"(app.import_row) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_product"(app.import_row) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_sku"(app.import_row) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_sku"(app.import_row) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_sku"(app.import_row) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_deal"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_deal"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_deal"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_deals"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_deals"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_deals"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_products"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_products"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_products"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_imported_stock"(public.imports, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_imported_stock"(public.imports, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_imported_stock"(public.imports, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_product"(public.products) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_product"(public.products) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_product"(public.products) TO "postgres";

REVOKE ALL ON FUNCTION "app"."raise_imported_contacts"(public.imports, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."raise_imported_contacts"(public.imports, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."raise_imported_contacts"(public.imports, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_import_kind"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_import_kind"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_import_kind"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."undo_imported_product"(public.imports, app.import_records, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."undo_imported_product"(public.imports, app.import_records, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."undo_imported_product"(public.imports, app.import_records, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."undo_imported_products"(public.imports, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."undo_imported_products"(public.imports, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."undo_imported_products"(public.imports, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_deals"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_deals"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_deals"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_products"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_products"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_products"(public.imports, app.import_row[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_import"(uuid, text, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_import"(uuid, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_import"(uuid, text, jsonb, jsonb) TO "postgres";

CREATE INDEX deals_by_title ON public.deals USING btree (tenant_id, sort_key, id);

insert into app.import_kinds (key, position, roles, table_name, entity, columns, match_function, write_function, keys, parts, undo_function, reads, check_function, module) values
  ('patients', 1, '{owner,admin,supervisor,operator}', 'public.patients', 'patient',
    '{full_name,social_name,birth_date,cpf,cep,street,street_number,complement,district,city,state,note}',
    'app.match_imported_patients', 'app.write_imported_patients', '{cpf,name+phones,name+emails,name+birth_date}',
    '{public.contact_phones,public.contact_emails}', null, '{}', null, null),
  ('contacts', 2, '{owner,admin,supervisor,operator}', 'public.contacts', 'contact', '{full_name,company_id,job,origin_detail,stage,note,custom}',
    'app.match_imported_contacts', 'app.write_imported_contacts', '{phones,emails}',
    '{public.contact_phones,public.contact_emails,public.contact_tags,public.sales_events}', null, '{}', null, null),
  ('companies', 3, '{owner,admin,supervisor,operator}', 'public.companies', 'company', '{name,cnpj,segment,website,city,state,note,custom}',
    'app.match_imported_companies', 'app.write_imported_companies', '{cnpj,emails,name+city}',
    '{public.contact_phones,public.contact_emails,public.sales_events}', null, '{}', null, null),
  ('leads', 4, '{owner,admin,supervisor,operator}', 'public.crm_leads', 'lead',
    '{full_name,email,phone,more_emails,more_phones,company,origin_detail,note,custom}',
    'app.match_imported_leads', 'app.write_imported_leads', '{phones,emails}', '{public.sales_events}', null, '{}', null, null),
  -- what a clinic that moves in brings along
  ('sessions', 5, '{owner,admin,supervisor,operator}', 'public.sessions', 'session', '{starts_local,minutes,therapist,status,note}',
    'app.match_imported_sessions', 'app.write_imported_sessions', '{}', '{public.session_patients,app.unbilled_sessions}', null, '{}',
    'app.check_imported_patients', null),
  ('records', 6, '{owner,admin}', 'public.record_entries', 'record_entry', '{day,title,therapist,note}',
    'app.match_imported_records', 'app.write_imported_records', '{}', '{}', 'app.keep_imported', '{}',
    'app.check_imported_patients', null),
  ('balances', 7, '{owner,admin,operator}', 'public.money_entries', 'money_entry', '{amount_cents,day,note}',
    'app.match_imported_balances', 'app.write_imported_balances', '{}', '{}', 'app.reverse_imported_balances', '{}',
    'app.check_imported_patients', null),
  ('deals', 8, '{owner,admin,supervisor,operator}', 'public.deals', 'deal',
    '{title,pipeline_id,stage_id,status,value_cents,contact_id,company_id,owner_id,expected_on,lost_reason_id,note,custom,stage_since,closed_at}',
    'app.match_imported_deals', 'app.write_imported_deals', '{phones,emails}', '{public.sales_events}', null,
    '{day,stage,owner,lost_reason,closed_on}', 'app.check_imported_deals', 'sales'),
  -- a row is a variant: what has a SKU
  ('products', 9, '{owner,admin,operator}', 'public.product_variants', 'product',
    '{name,category,brand,note,unit,ncm,cfop,barcode,price_cents,cost_cents}',
    'app.match_imported_products', 'app.write_imported_products', '{field:sku,field:barcode,name}', '{}', 'app.undo_imported_products',
    '{kind,sku,stock}', null, 'products')
on conflict (key) do update set position = excluded.position, roles = excluded.roles, table_name = excluded.table_name, entity = excluded.entity,
  columns = excluded.columns, match_function = excluded.match_function, write_function = excluded.write_function, keys = excluded.keys,
  parts = excluded.parts, undo_function = excluded.undo_function, reads = excluded.reads, check_function = excluded.check_function,
  module = excluded.module;
