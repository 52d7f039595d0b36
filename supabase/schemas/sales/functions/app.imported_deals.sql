create function app.imported_deals(p_tenant_id uuid, p_options jsonb, p_rows app.import_row[])
returns table (
  n integer, contact_id uuid, patient_id uuid, company_id uuid, pipeline_id uuid, stage_id uuid, owner_id uuid, lost_reason_id uuid, problem text
)
language sql
stable
set search_path = ''
as $$
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
$$;
comment on function app.imported_deals(uuid, jsonb, app.import_row[]) is
  'What the words of each row of deals mean, in the pipeline that was chosen (options.pipeline_id; without it the first). problem: person_unsure, person_unknown (a name alone that nobody has), company_unknown, pipeline_unknown, stage_unknown, owner_unknown or reason_unknown.';
revoke execute on function app.imported_deals(uuid, jsonb, app.import_row[]) from public, anon, authenticated;
