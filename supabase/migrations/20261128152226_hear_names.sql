-- Numbers in a name count, so that "Paciente 123" is not "Paciente 456"; how many private notes a patient has is not told.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."references_to_patients"();

ALTER TABLE "app"."patient_references"
  ADD COLUMN "is_counted" boolean NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION app.name_sound (
  p_sort_name text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  -- first and last word as a Brazilian hears them: Thiago is Tiago, Sousa is Souza, Raphaella is Rafaela
  select regexp_replace(w[1] || case when cardinality(w) > 1 then ' ' || w[cardinality(w)] else '' end, '(.)\1+', '\1', 'g')
  from (
    select regexp_split_to_array(regexp_replace(translate(replace(replace(replace(btrim(
      regexp_replace(' ' || p_sort_name || ' ', '( (d[aeo]s?|e))+(?= )', '', 'g')),
      'ph', 'f'), 'sh', 'x'), 'ch', 'x'), 'ywzkh', 'ivsc'), '[^[:alnum:] ]|[mn](?= |$)', '', 'g'), ' +') as w
  ) words;
$function$;

CREATE OR REPLACE FUNCTION app.references_to_patients()
  RETURNS TABLE (
    table_name    text,
    column_name   text,
    set_column    text,
    key_columns   text[],
    place_columns text[],
    demoted       jsonb,
    keeps_copy    boolean,
    moves         boolean,
    is_counted    boolean
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select format('%I.%I', n.nspname, c.relname), a.attname::text, coalesce(r.set_column, a.attname::text),
    array(
      select k.attname::text from pg_catalog.pg_index i
      join pg_catalog.pg_attribute k on k.attrelid = i.indrelid and k.attnum = any (i.indkey)
      where i.indrelid = f.conrelid and i.indisprimary and k.attname not in ('tenant_id', a.attname) order by k.attname),
    coalesce(r.place_columns, '{}'), r.demoted, coalesce(r.keeps_copy, false), coalesce(r.moves, true), coalesce(r.is_counted, true)
  from pg_catalog.pg_constraint f
  join pg_catalog.pg_class c on c.oid = f.conrelid and not c.relispartition
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral unnest(f.conkey, f.confkey) pair (here, there)
  join pg_catalog.pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.here
  join pg_catalog.pg_attribute t on t.attrelid = f.confrelid and t.attnum = pair.there and t.attname = 'id'
  left join app.patient_references r on r.table_name = format('%I.%I', n.nspname, c.relname) and r.column_name = a.attname
  where f.contype = 'f' and f.confrelid = 'public.patients'::pg_catalog.regclass
  order by 1, 2;
$function$;

CREATE OR REPLACE FUNCTION public.list_merge_candidates (
  p_tenant_id uuid,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 20
)
  RETURNS TABLE (
    one      jsonb,
    other    jsonb,
    reasons  text[],
    strength integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_merger(p_tenant_id);
  return query
    with keys as materialized (
      select 'cpf' as reason, p.cpf as key, p.id from public.patients p where p.tenant_id = p_tenant_id and p.cpf is not null
      union all
      select 'phone', c.phone, c.patient_id from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id is not null
      union all
      select 'email', c.email, c.patient_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.patient_id is not null
      union all
      -- a first name alone says nothing
      select 'name', p.sound, p.id from public.patients p where p.tenant_id = p_tenant_id and p.sound like '_% _%'
    ), several as (
      -- what more than ten share is the clinic's own number, or nobody's
      select k.reason, k.key from keys k group by k.reason, k.key having count(*) between 2 and 10
    ), pairs as (
      select a.id as low_id, b.id as high_id, array_agg(distinct s.reason order by s.reason) as reasons
      from several s
      join keys a on a.reason = s.reason and a.key = s.key
      join keys b on b.reason = s.reason and b.key = s.key and b.id > a.id
      group by a.id, b.id
    ), people as (
      select x.low_id, x.high_id, x.reasons, a as low, b as high, (case when 'cpf' = any (x.reasons) then 8 else 0 end
        + case when 'name' = any (x.reasons) then 4 else 0 end + case when 'email' = any (x.reasons) then 2 else 0 end
        + case when 'phone' = any (x.reasons) then 1 else 0 end) as strength
      from pairs x
      join public.patients a on a.tenant_id = p_tenant_id and a.id = x.low_id and a.merged_into_id is null
      join public.patients b on b.tenant_id = p_tenant_id and b.id = x.high_id and b.merged_into_id is null
      where (a.archived_at is null or b.archived_at is null)
        -- two birthdays are two people, unless the CPF says otherwise
        and ('cpf' = any (x.reasons) or a.birth_date is null or b.birth_date is null or a.birth_date = b.birth_date)
        and not exists (
          select from public.patient_distinctions d where d.tenant_id = p_tenant_id and d.low_id = x.low_id and d.high_id = x.high_id)
        -- a mother and her child
        and not exists (
          select from public.patient_relations r where r.tenant_id = p_tenant_id
            and (r.patient_id, r.related_patient_id) in ((x.low_id, x.high_id), (x.high_id, x.low_id)))
    )
    select app.candidate_payload(p.low), app.candidate_payload(p.high), p.reasons, p.strength from people p
    where (-p.strength, p.low_id, p.high_id) > (coalesce(-(p_after ->> 'strength')::int, -100),
      coalesce((p_after ->> 'one')::uuid, '00000000-0000-0000-0000-000000000000'),
      coalesce((p_after ->> 'other')::uuid, '00000000-0000-0000-0000-000000000000'))
    order by p.strength desc, p.low_id, p.high_id limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$function$;

CREATE OR REPLACE FUNCTION public.preview_patient_merge (
  p_tenant_id   uuid,
  p_survivor_id uuid,
  p_merged_id   uuid
)
  RETURNS TABLE (
    kind           text,
    survivor_count bigint,
    merged_count   bigint
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reference record;
begin
  perform app.require_merger(p_tenant_id);
  if (select count(*) from public.patients p where p.tenant_id = p_tenant_id and p.id in (p_survivor_id, p_merged_id)) < 2 then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  for v_reference in select * from app.references_to_patients() r where r.moves and r.is_counted loop
    return query execute format(
      'select %L, count(*) filter (where t.%I = $2), count(*) filter (where t.%I = $3) from %s t where t.tenant_id = $1 and t.%I in ($2, $3)',
      regexp_replace(v_reference.table_name, '^.*\.', ''), v_reference.column_name, v_reference.column_name, v_reference.table_name,
      v_reference.column_name) using p_tenant_id, p_survivor_id, p_merged_id;
  end loop;
end;
$function$;

COMMENT ON COLUMN "app"."patient_references"."is_counted" IS 'False: how many there are is nobody''s business but its readers'' (private notes, who read what).';

COMMENT ON FUNCTION "app"."references_to_patients"() IS 'Every column that refers to patients, found in the catalogue, with what app.patient_references says of it. key_columns: the primary key without clinic and patient.';

COMMENT ON FUNCTION "public"."preview_patient_merge"(uuid, uuid, uuid) IS 'Caller: owner, administrators and reception. How many rows of each table are whose: what merge_patients would bring together. Counts only, and none of what only its readers may know of. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

REVOKE ALL ON FUNCTION "app"."references_to_patients"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."references_to_patients"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."references_to_patients"() TO "postgres";

insert into app.patient_references (table_name, column_name, set_column, place_columns, demoted, keeps_copy, moves, is_counted) values
  ('public.contact_phones', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true, true),
  ('public.contact_emails', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true, true),
  ('public.patient_relations', 'patient_id', null, '{is_payer,position}', '{"is_payer": false}', true, true, true),
  ('public.patient_conversations', 'patient_id', null, '{}', null, true, true, true),
  ('public.private_notes', 'patient_id', null, '{}', null, false, true, false),
  ('public.record_reads', 'patient_id', null, '{}', null, false, true, false),
  ('public.record_break_glass', 'patient_id', null, '{}', null, false, true, false),
  ('public.patients', 'merged_into_id', null, '{}', null, false, false, true),
  ('public.patient_merges', 'survivor_id', null, '{}', null, false, false, true),
  ('public.patient_merges', 'merged_id', null, '{}', null, false, false, true),
  ('public.patient_distinctions', 'low_id', null, '{}', null, false, false, true),
  ('public.patient_distinctions', 'high_id', null, '{}', null, false, false, true)
on conflict (table_name, column_name) do update set set_column = excluded.set_column, place_columns = excluded.place_columns,
  demoted = excluded.demoted, keeps_copy = excluded.keeps_copy, moves = excluded.moves,
  is_counted = excluded.is_counted;

-- what names sound like is kept in the rows: heard again, without a change of who they are
alter table public.patients disable trigger user;
update public.patients set full_name = full_name;
alter table public.patients enable trigger user;
