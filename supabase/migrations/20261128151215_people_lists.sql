-- people lists: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."typed_emails"(jsonb);

DROP FUNCTION "app"."typed_phones"(jsonb);

DROP FUNCTION "public"."count_patients"(uuid, text);

DROP FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer);

DROP FUNCTION "public"."search_global"(uuid, text, text[], integer);

CREATE OR REPLACE FUNCTION app.patient_condition (
  p_tenant_id uuid,
  p_where     jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_age text := nullif(p_where ->> 'age', '');
  v_month text := nullif(p_where ->> 'birthday', '');
  v_missing text := nullif(p_where ->> 'missing', '');
  v_adult_since date;
begin
  if v_age not in ('minor', 'adult') or v_month !~ '^([1-9]|1[0-2])$' or v_missing not in ('phone', 'email', 'cpf', 'birth_date') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_where::text, 80);
  end if;
  select (now() at time zone t.time_zone)::date - interval '18 years' into v_adult_since from public.tenants t where t.id = p_tenant_id;
  return concat_ws(' and ', 'true',
    case v_age when 'minor' then format('p.birth_date > %L', v_adult_since) when 'adult' then format('p.birth_date <= %L', v_adult_since) end,
    'extract(month from p.birth_date) = ' || v_month,
    case v_missing
      when 'cpf' then 'p.cpf is null'
      when 'birth_date' then 'p.birth_date is null'
      when 'phone' then 'not exists (select from public.contact_phones c where c.tenant_id = p.tenant_id and c.patient_id = p.id)'
      when 'email' then 'not exists (select from public.contact_emails c where c.tenant_id = p.tenant_id and c.patient_id = p.id)'
    end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_contacts (
  p_tenant_id   uuid,
  p_entity_type text,
  p_entity_id   uuid,
  p_phones      jsonb,
  p_emails      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from public.contact_phones c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.phone not in (select t.value from app.typed_contacts(p_phones, 'phone') t);
  -- nobody is the first while another becomes it
  update public.contact_phones c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.value, t.type, t.note, t.is_primary, t.position
  from app.typed_contacts(p_phones, 'phone') t
  on conflict (tenant_id, entity_type, entity_id, phone) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
  delete from public.contact_emails c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.email not in (select t.value from app.typed_contacts(p_emails, 'email') t);
  update public.contact_emails c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_emails (tenant_id, entity_type, entity_id, email, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.value, t.type, t.note, t.is_primary, t.position
  from app.typed_contacts(p_emails, 'email') t
  on conflict (tenant_id, entity_type, entity_id, email) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_contacts__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
  v_kind text := case when tg_op = 'DELETE' then old.entity_type else new.entity_type end;
  v_person uuid := case when tg_op = 'DELETE' then old.entity_id else new.entity_id end;
begin
  if current_setting('zelo.saves_person', true) = 'on' then
    return null;
  end if;
  if v_kind = 'patient' then
    perform app.index_patient(v_tenant, v_person);
  else
    perform app.index_medico(v_tenant, v_person);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_medicos__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'doctor' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.index_medico(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patients__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'patient' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.index_patient(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_contacts (
  p_contacts jsonb,
  p_kind     text
)
  RETURNS TABLE (
    value      text,
    type       text,
    note       text,
    is_primary boolean,
    "position" smallint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_contacts, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select f.x ->> p_kind into v_wrong from jsonb_array_elements(coalesce(p_contacts, '[]')) f (x)
  where case p_kind when 'phone' then app.normalize_phone(f.x ->> 'phone') else app.normalize_email(f.x ->> 'email') end is null limit 1;
  if found and p_kind = 'phone' then
    raise sqlstate 'PT400' using message = 'invalid_phone', detail = left(v_wrong, 60);
  elsif found then
    raise sqlstate 'PT400' using message = 'invalid_email', detail = left(v_wrong, 60);
  end if;
  return query
    with typed as (
      select case p_kind when 'phone' then app.normalize_phone(f.x ->> 'phone') else app.normalize_email(f.x ->> 'email') end as value,
        f.x, f.n
      from jsonb_array_elements(coalesce(p_contacts, '[]')) with ordinality f (x, n)
    ), once as (
      select distinct on (t.value) t.value, t.x, t.n, coalesce((t.x ->> 'is_primary')::boolean, false) as wants from typed t
      order by t.value, t.n
    )
    select o.value,
      case p_kind
        when 'phone' then coalesce((select k.key from public.contact_types k where k.key = o.x ->> 'type'), 'mobile')
        else coalesce((select k.key from public.contact_email_types k where k.key = o.x ->> 'type'), 'personal') end,
      app.trimmed(o.x ->> 'note', 100), row_number() over (order by o.wants desc, o.n) = 1, row_number() over (order by o.n)::smallint
    from once o;
end;
$function$;

CREATE OR REPLACE FUNCTION public.archive_medico (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  update public.medicos m set archived_at = case when p_archived then coalesce(m.archived_at, now()) end, version = m.version + 1
  where m.tenant_id = p_tenant_id and m.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'medico_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'medico', jsonb_build_object('id', p_id));
end;
$function$;

CREATE OR REPLACE FUNCTION public.archive_patients (
  p_tenant_id uuid,
  p_ids       uuid[],
  p_archived  boolean
)
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_changed uuid[];
begin
  perform app.require_member(p_tenant_id);
  if cardinality(p_ids) > 200 then
    raise sqlstate 'PT400' using message = 'too_many_patients', detail = '200';
  end if;
  -- locked in one order: two who archive at once wait for each other
  perform from public.patients p where p.tenant_id = p_tenant_id and p.id = any (p_ids) order by p.id for update;
  with changed as (
    update public.patients p set archived_at = case when p_archived then now() end, version = p.version + 1
    where p.tenant_id = p_tenant_id and p.id = any (p_ids) and p.merged_into_id is null and (p.archived_at is not null) is distinct from p_archived
    returning p.id
  )
  select coalesce(array_agg(c.id), '{}') into v_changed from changed c;
  if v_changed <> '{}' then
    perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('ids', to_jsonb(v_changed)));
  end if;
  return query select unnest(v_changed);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_patients"(uuid, uuid[], boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.count_patients (
  p_tenant_id uuid,
  p_search    text  DEFAULT NULL::text,
  p_where     jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_counts jsonb;
begin
  perform app.require_member(p_tenant_id);
  execute
    'select jsonb_build_object(''active'', count(*) filter (where p.archived_at is null), ''archived'', count(*) filter (where p.archived_at is not null))
    from public.patients p where p.tenant_id = $1 and p.merged_into_id is null and ' || app.patient_condition(p_tenant_id, p_where)
    || case when app.search_condition(p_search) is null then '' else ' and p.id in (select app.find_people($1, ''patient'', $2))' end
    into v_counts using p_tenant_id, p_search;
  return v_counts;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_patients"(uuid, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.find_patient_duplicates (
  p_tenant_id  uuid,
  p_id         uuid,
  p_full_name  text,
  p_birth_date date,
  p_cpf        text,
  p_phones     text[] DEFAULT '{}'::text[],
  p_emails     text[] DEFAULT '{}'::text[]
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    full_name   text,
    birth_date  date,
    archived_at timestamp with time zone,
    reasons     text[]
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.normalize_text(app.normalize_name(p_full_name));
  v_cpf text := app.normalise_cpf_cnpj(p_cpf);
  v_phones text[] := array(select app.normalize_phone(x) from unnest(p_phones) x);
  v_emails text[] := array(select app.normalize_email(x) from unnest(p_emails) x);
begin
  perform app.require_member(p_tenant_id);
  return query
    with hits as (
      select p.id, 'cpf' as reason from public.patients p where p.tenant_id = p_tenant_id and p.cpf = v_cpf
      union all
      select c.patient_id, 'phone' from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.phone = any (v_phones) and c.patient_id is not null
      union all
      select c.patient_id, 'email' from public.contact_emails c
      where c.tenant_id = p_tenant_id and c.email = any (v_emails) and c.patient_id is not null
      union all
      -- a name alone says little: it counts with the same birthday, or where one of the two has none
      select p.id, 'name' from public.patients p
      -- whoever is archived counts as well; both values are named because the index patients_by_name goes by them before the name
      where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false)
        and p.sort_name = v_name and (p.birth_date is null or p_birth_date is null or p.birth_date = p_birth_date)
    )
    select p.id, p.name, p.full_name, p.birth_date, p.archived_at, array_agg(distinct h.reason order by h.reason)
    from hits h join public.patients p on p.tenant_id = p_tenant_id and p.id = h.id
    where p.id is distinct from p_id and p.merged_into_id is null
    group by p.id, p.name, p.full_name, p.birth_date, p.archived_at, p.sort_name
    order by count(distinct h.reason) desc, p.sort_name, p.id limit 20;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_patients (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_archived  boolean DEFAULT false,
  p_sort      text    DEFAULT 'name'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    sort_name   text,
    full_name   text,
    social_name text,
    pronoun     text,
    birth_date  date,
    cpf         text,
    phone       text,
    email       text,
    thread_key  text,
    archived_at timestamp with time zone,
    created_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_condition text := app.search_condition(p_search);
  v_column text;
  v_comparison text;
  v_order text;
begin
  perform app.require_member(p_tenant_id);
  v_column := case when p_sort in ('newest', 'oldest') then 'created_at' when coalesce(p_sort, 'name') in ('name', '-name') then 'sort_name' end;
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  v_comparison := case when p_sort in ('newest', '-name') then '<' else '>' end;
  v_order := format(case v_comparison when '<' then ' order by p.%1$I desc, p.id desc' else ' order by p.%1$I, p.id' end, v_column);
  return query execute
    'select p.id, p.name, p.sort_name, p.full_name, p.social_name, p.pronoun, p.birth_date, p.cpf, c.phone, e.email, t.thread_key, p.archived_at, p.created_at
    from (
      select * from public.patients p where p.tenant_id = $1 and (p.archived_at is null) = not $2 and p.merged_into_id is null and '
    || app.patient_condition(p_tenant_id, p_where)
    || case when v_condition is null then '' else ' and p.id in (select app.find_people($1, ''patient'', $3))' end
    || case when p_after is null then ''
      when v_column = 'created_at' then format(' and (p.created_at, p.id) %s (($4 ->> ''created_at'')::timestamptz, ($4 ->> ''id'')::uuid)', v_comparison)
      else format(' and (p.sort_name, p.id) %s ($4 ->> ''sort_name'', ($4 ->> ''id'')::uuid)', v_comparison) end
    || v_order || ' limit $5
    ) p
    left join public.contact_phones c on c.tenant_id = $1 and c.entity_type = ''patient'' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = ''patient'' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, c.phone)'
    || v_order
    using p_tenant_id, coalesce(p_archived, false), p_search, p_after, v_limit;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_medico (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_medico    jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_number text := nullif(upper(regexp_replace(p_medico ->> 'council_number', '\s', '', 'g')), '');
  v_council text := nullif(p_medico ->> 'council', '');
  v_row public.medicos;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if (v_council is null) <> (v_number is null) then
    raise sqlstate 'PT400' using message = 'invalid_council', detail = 'A council has a number, and a number a council.';
  end if;
  select * into v_row from public.medicos m where m.tenant_id = p_tenant_id and m.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  -- what the search finds the person by is written once, when all of it is there
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.medicos as m (
    tenant_id, id, full_name, specialty, council, council_state, council_number, note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_medico ->> 'full_name'), app.trimmed(p_medico ->> 'specialty', 100), v_council,
    nullif(upper(btrim(p_medico ->> 'council_state')), ''), v_number,
    nullif(btrim(app.normalize_lines(left(p_medico ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, specialty = excluded.specialty, council = excluded.council, council_state = excluded.council_state,
    council_number = excluded.council_number, note = excluded.note, version = m.version + 1;
  perform app.save_contacts(p_tenant_id, 'medico', p_id, p_phones, p_emails);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_medico(p_tenant_id, p_id);
  perform app.broadcast(p_tenant_id, 'medico', jsonb_build_object('id', p_id));
  return public.get_medico(p_tenant_id, p_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_patient (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_patient   jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb,
  p_relations jsonb   DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_cpf text := app.normalise_cpf_cnpj(p_patient ->> 'cpf');
  v_cep text := regexp_replace(p_patient ->> 'cep', '[^0-9]', '', 'g');
  v_birth date;
  v_row public.patients;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_patient ->> 'cpf' ~ '\w' and (v_cpf is null or char_length(v_cpf) <> 11) then
    raise sqlstate 'PT400' using message = 'invalid_cpf', detail = 'The check digits do not match.';
  end if;
  if v_cep <> '' and char_length(v_cep) <> 8 then
    raise sqlstate 'PT400' using message = 'invalid_cep', detail = 'A CEP has 8 digits.';
  end if;
  v_birth := app.typed_date(p_patient ->> 'birth_date');
  if v_birth not between '1880-01-01' and current_date then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'Nobody was born then.';
  end if;
  -- two people at once with one form: the second is told
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  -- what the search finds the person by is written once, when all of it is there
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.patients as p (
    tenant_id, id, full_name, social_name, pronoun, gender, birth_date, cpf, cep, street, street_number, complement, district, city, state,
    note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_patient ->> 'full_name'),
    case when p_patient ->> 'social_name' ~ '\S' then app.require_name(p_patient ->> 'social_name') end,
    nullif(p_patient ->> 'pronoun', ''), nullif(p_patient ->> 'gender', ''), v_birth, v_cpf, nullif(v_cep, ''),
    app.trimmed(p_patient ->> 'street', 200), app.trimmed(p_patient ->> 'street_number', 20),
    app.trimmed(p_patient ->> 'complement', 100), app.trimmed(p_patient ->> 'district', 100), app.trimmed(p_patient ->> 'city', 100),
    nullif(upper(btrim(p_patient ->> 'state')), ''), nullif(btrim(app.normalize_lines(left(p_patient ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, social_name = excluded.social_name, pronoun = excluded.pronoun, gender = excluded.gender,
    birth_date = excluded.birth_date, cpf = excluded.cpf, cep = excluded.cep, street = excluded.street,
    street_number = excluded.street_number, complement = excluded.complement, district = excluded.district, city = excluded.city,
    state = excluded.state, note = excluded.note, version = p.version + 1
  returning * into v_row;
  perform app.save_contacts(p_tenant_id, 'patient', p_id, p_phones, p_emails);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_patient(p_tenant_id, p_id);
  perform app.save_relations(p_tenant_id, p_id, p_relations);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
  return public.get_patient(p_tenant_id, p_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.search_global (
  p_tenant_id uuid,
  p_search    text,
  p_kinds     text[]  DEFAULT NULL::text[],
  p_limit     integer DEFAULT 20
)
  RETURNS TABLE (
    kind        text,
    id          uuid,
    title       text,
    distance    integer,
    thread_key  text,
    phone       text,
    message_id  uuid,
    body        text,
    occurred_at timestamp with time zone,
    is_archived boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
begin
  perform app.require_member(p_tenant_id);
  return query
    select e.kind, e.record_id, e.title, e.distance, t.thread_key, coalesce(t.phone, c.phone), null::uuid,
      coalesce(t.last_message_preview, m.specialty), t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null
    from app.find_entries(p_tenant_id, p_search, p_kinds, v_limit) with ordinality e (kind, record_id, title, distance, place)
    left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
    left join public.patients p on e.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = e.record_id
    left join public.medicos m on e.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = e.record_id
    left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = e.record_id
      and c.entity_type = case e.kind when 'patient' then 'patient' when 'doctor' then 'medico' end
    order by e.place;
  if p_kinds is null or 'message' = any (p_kinds) then
    return query
      select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at, false
      from public.search_messages(p_tenant_id, p_search, p_limit => v_limit) m;
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."search_global"(uuid, text, text[], integer) FROM PUBLIC, "anon", "service_role";

COMMENT ON FUNCTION "app"."patient_condition"(uuid, jsonb) IS 'Caller: list_patients and count_patients. {age: minor | adult, birthday: month, missing: phone | email | cpf | birth_date}, all of them at once; absent or empty is no filter. Errors: PT400 invalid_filter.';

COMMENT ON FUNCTION "app"."typed_contacts"(jsonb, text) IS 'What a form holds, [{phone | email, type, note, is_primary}]; p_kind: phone (value in E.164) or email (in lower case). Errors: PT400 too_many_contacts, PT400 invalid_phone, PT400 invalid_email (detail: what was typed).';

COMMENT ON FUNCTION "public"."archive_patients"(uuid, uuid[], boolean) IS 'Caller: members. Up to 200 at once out of lists, or back; answers whom that changed: whoever takes it back names them. Ids of nobody are ignored. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 too_many_patients.';

COMMENT ON FUNCTION "public"."count_patients"(uuid, text, jsonb) IS 'Caller: members. {active, archived} of what a search and the filters of list_patients leave. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer, jsonb) IS 'Caller: members. p_sort: name, -name, newest or oldest entry; p_search finds names, phones, e-mail addresses and CPF; p_where as in app.patient_condition. p_after: {sort_name | created_at, id} of the last row. thread_key: the conversation with the first phone. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."search_global"(uuid, text, text[], integer) IS 'Caller: members. What a clinic has under a name, number, e-mail or words of a message, best first: kinds of app.search_kinds, then message (id is its conversation). phone: of the conversation, or the first one of a patient or doctor, whose specialty is the body. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 words of a message. p_limit up to 50 people and things, and as many messages. Errors: PT401 not_signed_in, PT403 not_a_member.';

REVOKE ALL ON FUNCTION "app"."patient_condition"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."patient_condition"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."patient_condition"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."patient_condition"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_contacts"(jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_contacts"(jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_contacts"(jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_patients"(uuid, uuid[], boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_patients"(uuid, uuid[], boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_patients"(uuid, uuid[], boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_patients"(uuid, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_patients"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_patients"(uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patients"(uuid, text, boolean, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."search_global"(uuid, text, text[], integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."search_global"(uuid, text, text[], integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."search_global"(uuid, text, text[], integer) TO "postgres";
