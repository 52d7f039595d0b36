-- add modules: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."require_seller"(uuid);

CREATE TABLE "public"."modules" (
  "key"              text     NOT NULL,
  "position"         smallint NOT NULL,
  "is_on_by_default" boolean  NOT NULL,
  "needs"            text,
  CONSTRAINT "it_needs_another" CHECK ((needs <> key)),
  CONSTRAINT "modules_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,30}$'::text)),
  CONSTRAINT "modules_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."modules"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."modules" FROM "anon";

CREATE TABLE "public"."tenant_modules" (
  "tenant_id"  uuid                     NOT NULL,
  "module"     text                     NOT NULL,
  "is_on"      boolean                  NOT NULL,
  "changed_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "tenant_modules_pkey" PRIMARY KEY (tenant_id, module)
);

ALTER TABLE "public"."tenant_modules"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."tenant_modules" FROM "anon";

CREATE OR REPLACE FUNCTION app.look_at_lead_form (
  p_form_id uuid,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid;
begin
  if not app.take_turn('lead-form:look:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant from app.lead_form_routes r where r.form_id = p_form_id;
  return coalesce((
    select jsonb_build_object('state', 'open', 'clinic_name', t.name, 'title', f.title, 'intro', f.intro, 'asks_company', f.asks_company,
      'asks_message', f.asks_message)
    from public.lead_forms f join public.tenants t on t.id = v_tenant
    where f.tenant_id = v_tenant and f.id = p_form_id and f.is_active and app.module_is_on(v_tenant, 'sales')), '{"state": "unknown"}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.module_is_on (
  p_tenant_id uuid,
  p_module    text
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce((
    select coalesce(t.is_on, m.is_on_by_default) and (n.key is null or coalesce(u.is_on, n.is_on_by_default))
    from public.modules m
    left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
    left join public.modules n on n.key = m.needs
    left join public.tenant_modules u on u.tenant_id = p_tenant_id and u.module = n.key
    where m.key = p_module), false);
$function$;

CREATE OR REPLACE FUNCTION app.require_module (
  p_tenant_id uuid,
  p_module    text
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if not app.module_is_on(p_tenant_id, p_module) then
    raise sqlstate 'PT403' using message = 'module_off', detail = p_module, hint = 'An administrator of the clinic can switch it on.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_sales_leader (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_leader(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'sales');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_seller (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  perform app.require_module(p_tenant_id, 'sales');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.submit_lead_form (
  p_form_id    uuid,
  p_ip_hash    text,
  p_answers    jsonb,
  p_seconds    integer,
  p_is_trapped boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_form public.lead_forms;
  v_row public.crm_leads;
  v_before public.crm_leads;
  v_name text := app.normalize_name(left(p_answers ->> 'full_name', 200));
  v_email text := app.normalize_email(p_answers ->> 'email');
  v_phone text := app.normalize_phone(p_answers ->> 'phone');
  v_message text := nullif(btrim(app.normalize_lines(left(p_answers ->> 'message', 2000))), '');
  v_company text := app.trimmed(p_answers ->> 'company', 120);
  v_problems text[];
  v_thanks jsonb;
begin
  select f.* into v_form from app.lead_form_routes r join public.lead_forms f on f.tenant_id = r.tenant_id and f.id = r.form_id
  where r.form_id = p_form_id and f.is_active and app.module_is_on(f.tenant_id, 'sales');
  if v_form.id is null then
    return '{"state": "unknown"}';
  end if;
  v_thanks := jsonb_build_object('state', 'thanks', 'title', v_form.title, 'thanks', v_form.thanks);
  -- a machine fills in what nobody sees, or is quicker than people type; it learns nothing of that
  if p_is_trapped or p_seconds < 3 then
    return v_thanks;
  end if;
  v_problems := array_remove(array[
    case when v_name is null or char_length(v_name) not between 2 and 120 then 'full_name' end,
    case when p_answers ->> 'email' ~ '\S' and v_email is null or v_email is null and v_phone is null then 'email' end,
    case when p_answers ->> 'phone' ~ '\S' and v_phone is null or v_email is null and v_phone is null then 'phone' end], null);
  -- a page that lay open since yesterday, or that is not ours
  if p_seconds is null or p_seconds > 86400 then
    return jsonb_build_object('state', 'stale');
  end if;
  if cardinality(v_problems) > 0 then
    return jsonb_build_object('state', 'invalid', 'problems', v_problems);
  end if;
  if not app.take_turn('lead-form:send:' || coalesce(p_ip_hash, '-'), 5, interval '1 hour')
    or not app.take_turn('lead-form:form:' || p_form_id, 200, interval '1 hour')
  then
    return '{"state": "limited"}';
  end if;
  perform app.lock_identity(v_form.tenant_id, array[v_phone, v_email]);
  select * into v_before from public.crm_leads l
  where l.tenant_id = v_form.tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.email = v_email)
  order by l.created_at limit 1 for update;
  if v_before.id is null then
    insert into public.crm_leads (tenant_id, full_name, email, phone, company, origin, owner_id, form_id, message, utm)
    values (v_form.tenant_id, v_name, v_email, v_phone, v_company, 'site_form', v_form.owner_id, v_form.id, v_message, (
      select coalesce(jsonb_object_agg(k.key, app.trimmed(p_answers -> 'utm' ->> k.key, 100)), '{}')
      from unnest(array['source', 'medium', 'campaign', 'term', 'content']) k (key) where app.trimmed(p_answers -> 'utm' ->> k.key, 100) is not null))
    returning * into v_row;
  else
    -- who writes twice is one lead; nothing that the clinic wrote is replaced
    update public.crm_leads l set email = coalesce(l.email, v_email), phone = coalesce(l.phone, v_phone), company = coalesce(l.company, v_company),
      message = left(concat_ws(E'\n\n', l.message, case when l.message is distinct from v_message then v_message end), 2000), version = l.version + 1
    where l.tenant_id = v_form.tenant_id and l.id = v_before.id returning * into v_row;
  end if;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = v_form.tenant_id and l.id = v_row.id returning * into v_row;
  perform app.note_sale(v_form.tenant_id, 'lead', v_row.id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return v_thanks;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_modules (
  p_tenant_id uuid
)
  RETURNS TABLE (
    module    text,
    is_on     boolean,
    needs     text,
    is_usable boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select m.key, coalesce(t.is_on, m.is_on_by_default), m.needs, app.module_is_on(p_tenant_id, m.key)
    from public.modules m left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
    order by m.position;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_modules"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.my_context()
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.is_saas_admin(),
    'single_tenant', (select s.single_tenant from app.settings s),
    'channel_kinds', app.channel_kinds_payload(),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'whatsapp', (select jsonb_build_object('provider', c.provider, 'state', c.connection_state) from app.active_channel(t.id) c),
        'channels', (select coalesce(jsonb_agg(jsonb_build_object('provider', c.provider, 'family', c.family, 'state', c.connection_state)
          order by c.family), '[]') from public.notification_channels c where c.tenant_id = t.id and c.is_active),
        'modules', (select coalesce(jsonb_agg(m.key order by m.position), '[]') from public.modules m where app.module_is_on(t.id, m.key)),
        'deletion_on', (select x.deletion_on from public.tenant_cancellations x where x.tenant_id = t.id),
        'unread_total', app.count_unread(t.id)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_activity (
  p_tenant_id uuid,
  p_id        uuid,
  p_activity  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_kind public.activity_kinds;
  v_due date := app.typed_date(p_activity ->> 'due_on');
  v_starts timestamptz := case when nullif(p_activity ->> 'starts_at', '') is not null
    then app.local_moment(app.typed_moment(p_activity ->> 'starts_at'), app.clinic_zone(p_tenant_id)) end;
  v_assignee uuid := app.typed_id(p_activity ->> 'assignee_id');
  v_deal public.deals;
  v_contact uuid := app.typed_id(p_activity ->> 'contact_id');
  v_lead uuid := app.typed_id(p_activity ->> 'lead_id');
  v_company uuid := app.typed_id(p_activity ->> 'company_id');
  v_patient uuid := app.typed_id(p_activity ->> 'patient_id');
  v_thread uuid;
  v_title text := app.trimmed(p_activity ->> 'title', 300);
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_kind from public.activity_kinds k where k.key = coalesce(p_activity ->> 'kind', 'task');
  if v_kind.key is null or v_title is null then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'activity';
  end if;
  if v_assignee is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v_assignee and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  -- who treats plans for patients and not for sales
  if p_activity ->> 'deal_id' is not null or v_contact is not null or v_lead is not null or v_company is not null then
    if v_role = 'therapist' then
      raise sqlstate 'PT403' using message = 'forbidden';
    end if;
    perform app.require_module(p_tenant_id, 'sales');
  end if;
  if p_activity ->> 'thread_key' is not null then
    select t.id into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_activity ->> 'thread_key';
    if v_thread is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  if p_activity ->> 'deal_id' is not null then
    select * into v_deal from public.deals d where d.tenant_id = p_tenant_id and d.id = app.typed_id(p_activity ->> 'deal_id');
    if v_deal.id is null then
      raise sqlstate 'PT404' using message = 'deal_not_found';
    end if;
    v_contact := coalesce(v_contact, v_deal.contact_id);
    v_company := coalesce(v_company, v_deal.company_id);
  end if;
  if v_contact is not null and not exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact) then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  if v_company is not null and not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = v_company) then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  if v_lead is not null and not exists (select from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = v_lead) then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  if v_patient is not null and not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  insert into public.tasks as k (tenant_id, id, kind, title, note, due_on, starts_at, assignee_id, patient_id, thread_id, contact_id, company_id, deal_id,
    lead_id, created_by, done_at, done_by)
  values (p_tenant_id, p_id, v_kind.key, v_title, nullif(btrim(app.normalize_lines(left(p_activity ->> 'note', 4000))), ''),
    coalesce(v_due, (v_starts at time zone app.clinic_zone(p_tenant_id))::date, app.clinic_today(p_tenant_id)), v_starts, v_assignee, v_patient, v_thread,
    v_contact, v_company, v_deal.id, v_lead, auth.uid(),
    case when not v_kind.is_planned or (p_activity ->> 'done')::boolean then now() end,
    case when not v_kind.is_planned or (p_activity ->> 'done')::boolean then auth.uid() end)
  on conflict (tenant_id, id) do update set kind = excluded.kind, title = excluded.title, note = excluded.note, due_on = excluded.due_on,
    starts_at = excluded.starts_at, assignee_id = excluded.assignee_id;
  perform app.broadcast(p_tenant_id, 'task', jsonb_build_object('id', p_id));
  return app.activity_rows(p_tenant_id, array[p_id]) -> 0;
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_custom_field (
  p_tenant_id uuid,
  p_id        uuid,
  p_field     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.custom_fields;
  v_entity text := p_field ->> 'entity';
  v_type text := p_field ->> 'type';
  v_options text[];
begin
  perform app.require_sales_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- in the order of the form
  v_options := array(
    select o.name from (
      select app.trimmed(x, 60) as name, min(n) as n from jsonb_array_elements_text(coalesce(nullif(p_field -> 'options', 'null'), '[]')) with ordinality e (x, n)
      group by 1) o where o.name is not null order by o.n);
  select * into v_row from public.custom_fields f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if v_row.id is not null then
    -- values are there already
    v_entity := v_row.entity;
    v_type := v_row.type;
  elsif (select count(*) from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = v_entity and f.archived_at is null) >= 30 then
    raise sqlstate 'PT409' using message = 'too_many_custom_fields', detail = '30';
  end if;
  if coalesce(v_entity, '') not in ('contact', 'company', 'deal', 'lead') or coalesce(v_type, '') not in ('text', 'number', 'date', 'boolean', 'choice')
    or v_type = 'choice' and cardinality(v_options) not between 1 and 40
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'field';
  end if;
  insert into public.custom_fields as f (tenant_id, id, entity, label, type, options, is_required, in_list, position)
  values (p_tenant_id, p_id, v_entity, app.require_name(p_field ->> 'label', 60), v_type, case when v_type = 'choice' then v_options else '{}' end,
    coalesce((p_field ->> 'is_required')::boolean, false), coalesce((p_field ->> 'in_list')::boolean, false), (
      select coalesce(max(o.position), 0) + 1 from public.custom_fields o where o.tenant_id = p_tenant_id and o.entity = v_entity))
  on conflict (tenant_id, id) do update set label = excluded.label, options = excluded.options, is_required = excluded.is_required,
    in_list = excluded.in_list, archived_at = case when (p_field ->> 'archived')::boolean then coalesce(f.archived_at, now()) end;
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_lead_form (
  p_tenant_id uuid,
  p_id        uuid,
  p_form      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_sales_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.lead_forms as f (tenant_id, id, title, intro, thanks, asks_company, asks_message, owner_id, is_active)
  values (p_tenant_id, p_id, app.require_name(p_form ->> 'title'), nullif(btrim(app.normalize_lines(left(p_form ->> 'intro', 500))), ''),
    nullif(btrim(app.normalize_lines(left(p_form ->> 'thanks', 500))), ''), coalesce((p_form ->> 'asks_company')::boolean, false),
    coalesce((p_form ->> 'asks_message')::boolean, true), app.typed_seller(p_tenant_id, p_form ->> 'owner_id'),
    coalesce((p_form ->> 'is_active')::boolean, true))
  on conflict (tenant_id, id) do update set title = excluded.title, intro = excluded.intro, thanks = excluded.thanks,
    asks_company = excluded.asks_company, asks_message = excluded.asks_message, owner_id = excluded.owner_id, is_active = excluded.is_active;
  insert into app.lead_form_routes (form_id, tenant_id) values (p_id, p_tenant_id) on conflict do nothing;
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_lost_reasons (
  p_tenant_id uuid,
  p_reasons   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_sales_leader(p_tenant_id);
  if jsonb_typeof(p_reasons) is distinct from 'array' or jsonb_array_length(p_reasons) > 30
    or exists (select from jsonb_array_elements(p_reasons) r (x) where app.typed_id(r.x ->> 'id') is null)
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'reasons';
  end if;
  insert into public.deal_lost_reasons (tenant_id, id, name, position)
  select p_tenant_id, app.typed_id(r.x ->> 'id'), app.require_name(r.x ->> 'name', 60), r.n
  from jsonb_array_elements(p_reasons) with ordinality r (x, n)
  on conflict (tenant_id, id) do update set name = excluded.name, position = excluded.position, archived_at = null;
  update public.deal_lost_reasons r set archived_at = now()
  where r.tenant_id = p_tenant_id and r.archived_at is null
    and r.id not in (select app.typed_id(x ->> 'id') from jsonb_array_elements(p_reasons) x);
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_pipeline (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_pipeline  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.pipelines;
  v_stage record;
  v_kept uuid[] := '{}';
  v_left text;
begin
  perform app.require_sales_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if jsonb_typeof(p_pipeline -> 'stages') is distinct from 'array' or jsonb_array_length(p_pipeline -> 'stages') not between 1 and 12 then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stages';
  end if;
  select * into v_row from public.pipelines p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.pipelines as p (tenant_id, id, name, position)
  values (p_tenant_id, p_id, app.require_name(p_pipeline ->> 'name', 60), (
    select coalesce(max(o.position), 0) + 1 from public.pipelines o where o.tenant_id = p_tenant_id))
  on conflict (tenant_id, id) do update set name = excluded.name, version = p.version + 1,
    archived_at = case when (p_pipeline ->> 'archived')::boolean then coalesce(p.archived_at, now()) end;
  for v_stage in
    select app.typed_id(s.x ->> 'id') as id, app.require_name(s.x ->> 'name', 60) as name, s.x ->> 'probability' as probability,
      nullif(s.x ->> 'rotting_days', '') as rotting, s.n
    from jsonb_array_elements(p_pipeline -> 'stages') with ordinality s (x, n) order by s.n
  loop
    if v_stage.id is null or coalesce(v_stage.probability, '') !~ '^([0-9]{1,2}|100)$' or v_stage.rotting !~ '^[1-9][0-9]{0,2}$' or v_stage.rotting::int > 365
      or exists (select from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.id = v_stage.id and s.pipeline_id <> p_id)
    then
      raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stages';
    end if;
    insert into public.pipeline_stages (tenant_id, id, pipeline_id, name, probability, rotting_days, position)
    values (p_tenant_id, v_stage.id, p_id, v_stage.name, v_stage.probability::smallint, v_stage.rotting::smallint, v_stage.n)
    on conflict (tenant_id, id) do update set name = excluded.name, probability = excluded.probability, rotting_days = excluded.rotting_days,
      position = excluded.position, archived_at = null;
    v_kept := v_kept || v_stage.id;
  end loop;
  -- a stage in which something stands does not go; who moves a deal there at once waits for the row
  perform from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.pipeline_id = p_id order by s.id for update;
  select s.name into v_left from public.pipeline_stages s
  where s.tenant_id = p_tenant_id and s.pipeline_id = p_id and (s.id <> all (v_kept) or (p_pipeline ->> 'archived')::boolean)
    and exists (select from public.deals d
      where d.tenant_id = p_tenant_id and d.pipeline_id = p_id and d.stage_id = s.id and d.status = 'open') limit 1;
  if v_left is not null then
    raise sqlstate 'PT409' using message = 'stage_has_deals', detail = v_left;
  end if;
  update public.pipeline_stages s set archived_at = now()
  where s.tenant_id = p_tenant_id and s.pipeline_id = p_id and s.id <> all (v_kept) and s.archived_at is null;
  if not exists (select from public.pipelines p where p.tenant_id = p_tenant_id and p.archived_at is null) then
    raise sqlstate 'PT409' using message = 'last_pipeline';
  end if;
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'settings', 'id', p_id));
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_score_rules (
  p_tenant_id uuid,
  p_rules     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_sales_leader(p_tenant_id);
  if jsonb_typeof(p_rules) is distinct from 'array' or jsonb_array_length(p_rules) > 30 or exists (
    select from jsonb_array_elements(p_rules) r (x)
    where coalesce(r.x ->> 'field', '') not in ('has_email', 'has_phone', 'has_company', 'origin_is', 'utm_source_is', 'message_contains')
      or (r.x ->> 'field' like 'has_%') <> (app.trimmed(r.x ->> 'value', 60) is null)
      or coalesce(r.x ->> 'points', '') !~ '^-?[1-9][0-9]?$|^-?100$')
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'rules';
  end if;
  -- one after the other: both would write all of them
  perform app.lock_identity(p_tenant_id, array['score_rules']);
  delete from public.lead_score_rules r where r.tenant_id = p_tenant_id;
  insert into public.lead_score_rules (tenant_id, field, value, points, position)
  select p_tenant_id, r.x ->> 'field', app.trimmed(r.x ->> 'value', 60), (r.x ->> 'points')::smallint, r.n
  from jsonb_array_elements(p_rules) with ordinality r (x, n);
  update public.crm_leads l set score = app.lead_score(l)
  where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and l.score <> app.lead_score(l);
  return public.get_sales_settings(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.search_global (
  p_tenant_id    uuid,
  p_search       text,
  p_kinds        text[]  DEFAULT NULL::text[],
  p_limit        integer DEFAULT 20,
  p_near         uuid[]  DEFAULT '{}'::uuid[],
  p_milliseconds integer DEFAULT 400
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
    is_archived boolean,
    patient_id  uuid,
    detail      jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_role text := app.require_member(p_tenant_id);
  v_kinds text[] := coalesce(p_kinds, array['patient', 'doctor', 'conversation', 'contact', 'company', 'deal', 'lead', 'session', 'charge', 'payment', 'file', 'message']);
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_near uuid[] := coalesce(p_near[1:50], '{}');
  v_own uuid := case when v_role = 'therapist' then auth.uid() end;
  v_until timestamptz := clock_timestamp() + least(greatest(coalesce(p_milliseconds, 400), 1), 5000) * interval '1 millisecond';
  v_search text := left(btrim(coalesce(p_search, '')), 200);
  v_amount record;
  v_days record;
  v_names text;
  v_entries text[];
  v_found jsonb := '[]';
  v_patients uuid[];
  v_payers uuid[];
  v_kind text;
begin
  select array_agg(k order by k) into v_entries from unnest(v_kinds) k where k in ('patient', 'doctor', 'conversation')
    -- whoever treats sells nothing
    or k in ('contact', 'company', 'deal', 'lead') and v_own is null and app.module_is_on(p_tenant_id, 'sales');
  if v_search = '' then
    return query
      select s.kind, s.record_id, s.title, 0, t.thread_key, coalesce(t.phone, c.phone), null::uuid, coalesce(t.last_message_preview, m.specialty),
        t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from app.search_entries s
      left join public.conversation_threads t on s.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = s.record_id
      left join public.patients p on s.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = s.record_id
      left join public.medicos m on s.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = s.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = s.record_id
        and c.entity_type = case s.kind when 'patient' then 'patient' when 'doctor' then 'medico' when 'contact' then 'contact' when 'company' then 'company' end
      where s.tenant_id = p_tenant_id and s.kind = any (v_entries) and s.record_id = any (v_near)
      order by array_position(v_near, s.record_id) limit v_limit;
    return;
  end if;
  select * into v_amount from app.search_amount(v_search);
  select * into v_days from app.search_days(v_search, app.clinic_today(p_tenant_id));
  -- an amount or a day alone is nobody's number
  if v_entries is not null and (v_amount.cents is null or v_amount.rest is not null) and v_search !~ '^[0-9]{1,2}/[0-9]{1,2}(/[0-9]{2,4})?$' then
    select coalesce(jsonb_agg(to_jsonb(e) order by e.place), '[]') into v_found
    from app.find_entries(p_tenant_id, v_search, v_entries, greatest(v_limit, 20), v_near) with ordinality e (kind, record_id, title, distance, place);
    return query
      select e.kind, e.record_id, e.title, e.distance, t.thread_key, coalesce(t.phone, c.phone), null::uuid,
        coalesce(t.last_message_preview, m.specialty), t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from (
        select f.*, row_number() over (partition by f.kind order by f.place) as in_kind
        from jsonb_to_recordset(v_found) f (kind text, record_id uuid, title text, distance int, place int)) e
      left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
      left join public.patients p on e.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = e.record_id
      left join public.medicos m on e.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = e.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = e.record_id
        and c.entity_type = case e.kind when 'patient' then 'patient' when 'doctor' then 'medico' when 'contact' then 'contact' when 'company' then 'company' end
      where e.in_kind <= v_limit
      order by e.place;
  end if;
  -- whose sessions and money are meant
  v_names := case when v_amount.cents is null then v_search else v_amount.rest end;
  if v_kinds && array['session', 'charge', 'payment'] and v_names is not null then
    if v_names = v_search and 'patient' = any (v_entries) then
      v_patients := array(select (f ->> 'record_id')::uuid from jsonb_array_elements(v_found) f where f ->> 'kind' = 'patient');
    else
      v_patients := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['patient'], 20, v_near) f);
    end if;
  end if;
  foreach v_kind in array array['session', 'charge', 'payment', 'file', 'message'] loop
    continue when not v_kind = any (v_kinds);
    -- who treats reads no payers
    continue when v_kind = 'payment' and v_own is not null;
    if clock_timestamp() > v_until then
      return query select v_kind, null::uuid, null::text, null::int, null::text, null::text, null::uuid, null::text, null::timestamptz, false,
        null::uuid, null::jsonb;
      continue;
    end if;
    case v_kind
      when 'session' then
        if v_amount.cents is null then
          return query
            select 'session', f.id, f.title, 4, null::text, null::text, null::uuid, f.body, f.starts_at, false, f.patient_id, f.detail
            from app.find_sessions(p_tenant_id, v_search, v_patients, v_own, v_limit) f;
        end if;
      when 'charge', 'payment' then
        if v_own is null and v_payers is null and v_names is not null then
          v_payers := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['payer'], 20) f);
        end if;
        if v_amount.cents is not null or cardinality(v_patients) > 0 or cardinality(v_payers) > 0 then
          return query
            select v_kind, f.id, f.title, 4, null::text, null::text, null::uuid, null::text, null::timestamptz, false, f.patient_id, f.detail
            from app.find_money(p_tenant_id, v_kind, v_amount.cents, v_names is not null, coalesce(v_patients, '{}'), coalesce(v_payers, '{}'),
              v_own, v_limit) f;
        end if;
      when 'file' then
        return query
          select 'file', p.id, p.name, f.distance, null::text, null::text, null::uuid, q.name, p.created_at, false, p.patient_id,
            jsonb_build_object('mime_type', p.mime_type)
          from app.find_entries(p_tenant_id, v_search, array['file'], 100) with ordinality f (kind, record_id, title, distance, place)
          join public.patient_files p on p.tenant_id = p_tenant_id and p.id = f.record_id and p.archived_at is null
          join public.patients q on q.tenant_id = p_tenant_id and q.id = p.patient_id
          where not p.is_clinical or app.treats(p_tenant_id, p.patient_id, auth.uid())
          order by f.place limit v_limit;
      when 'message' then
        return query
          select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at, false,
            null::uuid, null::jsonb
          from public.search_messages(p_tenant_id, v_search, p_limit => v_limit) m;
    end case;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION public.set_module (
  p_tenant_id uuid,
  p_module    text,
  p_is_on     boolean
)
  RETURNS TABLE (
    module    text,
    is_on     boolean,
    needs     text,
    is_usable boolean
  )
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before boolean;
begin
  perform app.require_admin(p_tenant_id);
  if p_is_on is null or not exists (select from public.modules m where m.key = p_module) then
    raise sqlstate 'PT404' using message = 'module_not_found';
  end if;
  -- of two who switch at once the second sees what the first did
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  select coalesce(t.is_on, m.is_on_by_default) into v_before
  from public.modules m left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
  where m.key = p_module;
  if v_before <> p_is_on then
    insert into public.tenant_modules as t (tenant_id, module, is_on) values (p_tenant_id, p_module, p_is_on)
    on conflict on constraint tenant_modules_pkey do update set is_on = excluded.is_on, changed_at = now();
    perform app.audit(p_tenant_id, case when p_is_on then 'module.switched_on' else 'module.switched_off' end, 'module', p_module,
      jsonb_build_object('is_on', v_before), jsonb_build_object('is_on', p_is_on));
    perform app.broadcast(p_tenant_id, 'modules', '{}');
  end if;
  return query select l.module, l.is_on, l.needs, l.is_usable from public.list_modules(p_tenant_id) l;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_module"(uuid, text, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."modules"
  ADD CONSTRAINT "modules_needs_fkey" FOREIGN KEY (needs) REFERENCES public.modules(key) ON DELETE RESTRICT;

ALTER TABLE "public"."tenant_modules"
  ADD CONSTRAINT "tenant_modules_module_fkey" FOREIGN KEY (module) REFERENCES public.modules(key) ON DELETE CASCADE;

ALTER TABLE "public"."tenant_modules"
  ADD CONSTRAINT "tenant_modules_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX modules_needs ON public.modules USING btree (needs)
  WHERE (needs IS NOT NULL);

CREATE INDEX tenant_modules_module ON public.tenant_modules USING btree (module);

CREATE POLICY "select_signed_in" ON "public"."modules"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."tenant_modules"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."modules"."needs" IS 'The module without which this one is off too.';

COMMENT ON FUNCTION "app"."module_is_on"(uuid, text) IS 'Whether a clinic uses a module: as it chose, as it comes without a choice, and never without the module that it needs.';

COMMENT ON FUNCTION "app"."require_module"(uuid, text) IS 'The one check of functions of a module, called after the one of the caller. Errors: PT403 module_off (detail: its key).';

COMMENT ON FUNCTION "app"."require_sales_leader"(uuid) IS 'The caller''s role, for what owner, admin and supervisor arrange of sales. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."require_seller"(uuid) IS 'The caller''s role, for whoever sells: everybody but therapists, in a clinic that uses sales. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."archive_sales"(uuid, text, uuid[], boolean) IS 'Caller: who sells. Contacts or companies (p_entity) out of the lists, or back: how many changed. Nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_sale.';

COMMENT ON FUNCTION "public"."close_deal"(uuid, uuid, integer, text, uuid, text) IS 'Caller: who sells. won, lost (with one of the clinic''s reasons) or open again. Whoever bought is a customer from now on. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 deal_not_found, PT400 invalid_status, PT400 reason_required, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."convert_lead"(uuid, uuid, uuid, jsonb, boolean) IS 'Caller: who sells. In one transaction a lead becomes a deal (p_deal_id from the client; p_deal {title, pipeline_id, stage_id, value_cents, owner_id, expected_on, custom}) and a contact, with p_as_patient a patient; who is known by address, or number and name, is not written down again, and the company is found by its name. Asked twice it answers what the first made. Answers get_lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 custom_field_required, PT404 lead_not_found, PT404 pipeline_not_found, PT404 member_not_found.';

COMMENT ON FUNCTION "public"."find_contact_matches"(uuid, text, text[], text[]) IS 'Caller: who sells. Contacts (and patients who are none yet) with one of the phones or addresses of a form; is_sure: the same person as far as can be told. What cannot be read is ignored. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_company"(uuid, uuid) IS 'Caller: who sells. {company: {…, owner_name}, phones, emails, contacts [{id, full_name, job}], deals}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 company_not_found.';

COMMENT ON FUNCTION "public"."get_contact"(uuid, uuid) IS 'Caller: who sells. {contact: {…, company_name, owner_name}, phones [{…, thread_key}], emails, tag_ids, deals}. Phones and addresses of a contact who is a patient are the patient''s. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 contact_not_found.';

COMMENT ON FUNCTION "public"."get_deal"(uuid, uuid) IS 'Caller: who sells. A deal with the names around it, its conversation (thread_key) and its lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 deal_not_found.';

COMMENT ON FUNCTION "public"."get_deal_stats"(uuid, uuid, uuid, timestamp with time zone) IS 'Caller: who sells. {stages [{stage_id, count, cents, weighted_cents, rotting}], month {won, won_cents, lost, lost_cents} of this month, reasons, forecast [{month: null where no day is expected, count, cents, weighted_cents}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_lead"(uuid, uuid) IS 'Caller: who sells. A lead with owner_name, form_title, thread_key, and the patient and deal it became. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 lead_not_found.';

COMMENT ON FUNCTION "public"."get_sales_settings"(uuid) IS 'Caller: who sells. What the screens of sales are made of: {pipelines [{id, name, version, stages}], lost_reasons, custom_fields, score_rules, forms, origins, activity_kinds, members}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_activities"(uuid, jsonb, jsonb, integer) IS 'Caller: who sells. Activities by their day, or done ones from the latest on. p_where {state: open | today (and late) | late | done, kind, assignee}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) IS 'Caller: who sells. Companies by name: [{id, name, cnpj, segment, city, owner_name, phone, email, contacts, open_cents, custom, …}]. p_where {archived, owner, custom}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. Contacts by name or the newest first, as an array of {id, full_name, company_name, origin, stage, owner_name, custom, phone, email, thread_key, tag_ids, …}. p_where {archived, stage, origin, owner, company, tag, custom: {field id: value}}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_conversation_sales"(uuid, text) IS 'Caller: who sells. What sales know of a conversation: {contact, deals, leads: open ones, activities: open ones}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 conversation_not_found.';

COMMENT ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. p_sort: newest, stage (who came last to where it stands), value, title or expected. p_where {pipeline, stage, status, owner, origin, rotting, custom}; p_after: the last row. An array of deals with the names around them, next_activity and is_rotting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. p_sort: newest or score; p_where {status: open | all | new | contacted | qualified | converted | discarded, origin, owner, custom}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_modules"(uuid) IS 'Caller: any member. What the clinic may switch, in its order; is_usable: on, and so is the module that it needs. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_timeline"(uuid, text, uuid, jsonb, integer, text[]) IS 'Caller: who sells. Everything of a person (the id of a contact or of a patient), company, deal or lead (p_of), the newest first: [{kind: a row of app.timeline_kinds, id, at, data}]; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 contact_not_found, PT404 company_not_found, PT404 deal_not_found, PT404 lead_not_found, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."make_contact_patient"(uuid, uuid, uuid) IS 'Caller: who sells. A contact is a patient from now on: a new one with the contact''s own id, or p_patient_id. Phones and addresses go over, nothing is copied; asked twice it answers the patient that is there: {patient_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 contact_not_found, PT404 patient_not_found, PT409 contact_exists.';

COMMENT ON FUNCTION "public"."move_deal"(uuid, uuid, integer, uuid) IS 'Caller: who sells. Another stage, also of another pipeline; of two who move it at once the second is told. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 deal_not_found, PT404 pipeline_not_found, PT409 deal_closed, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."my_context"() IS 'Caller: any signed-in person. {user, is_saas_admin, single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, channels, modules: keys of those that are on, deletion_on: when a clinic that leaves is deleted, unread_total: conversations with unread messages, none that sleeps or is blocked}]}. Errors: PT401 not_signed_in.';

COMMENT ON FUNCTION "public"."open_conversation_deal"(uuid, text, uuid, jsonb) IS 'Caller: who sells. One click in a conversation: a deal with its person, linked both ways, in the first stage of the first pipeline and in charge of the caller; an open lead of the conversation is converted, and an open deal of it is the answer. p_deal as in convert_lead. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 custom_field_required, PT404 conversation_not_found, PT404 pipeline_not_found, PT409 conversation_is_group.';

COMMENT ON FUNCTION "public"."save_activity"(uuid, uuid, jsonb) IS 'Caller: members; therapists without anything of sales. p_id comes from the client. p_activity {kind: a key of activity_kinds, title, note, due_on, starts_at (a local moment), assignee_id, done} and what it is about: {deal_id, contact_id, company_id, lead_id, patient_id, thread_key}, which stays as it was first. Notes and messages are done when they are written down. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_sale, PT400 invalid_date, PT400 invalid_moment, PT404 member_not_found, PT404 conversation_not_found, PT404 deal_not_found, PT404 contact_not_found, PT404 company_not_found, PT404 lead_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."save_company"(uuid, uuid, integer, jsonb, jsonb, jsonb) IS 'Caller: who sells. p_company {name, cnpj, segment, website, city, state, owner_id, note, custom}; the rest as in save_contact. Answers get_company. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 custom_field_invalid, PT400 custom_field_required, PT404 member_not_found, PT409 company_exists (detail: its name), PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_contact"(uuid, uuid, integer, jsonb, jsonb, jsonb, uuid[], uuid[]) IS 'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for somebody new. p_contact {full_name, company_id, job, origin, stage, owner_id, note, custom}; phones and e-mails as in save_patient, p_tags: ids of tags. The phones, addresses and name of a patient are changed at the patient. Somebody else with one of the phones or addresses is told, unless in p_seen (find_contact_matches). Answers get_contact. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 company_not_found, PT404 member_not_found, PT409 contact_exists (detail: who), PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_custom_field"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor. p_field {entity: contact | company | deal | lead, label, type: text | number | date | boolean | choice, options, is_required, in_list, archived}; entity and type stay as they were written first. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_sale, PT409 too_many_custom_fields.';

COMMENT ON FUNCTION "public"."save_deal"(uuid, uuid, integer, jsonb) IS 'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for a new deal. p_deal {title, value_cents, contact_id, company_id, owner_id, origin, expected_on, note, custom}, of a new one also {pipeline_id, stage_id}: without them the first stage of the first pipeline; later move_deal moves it. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 invalid_date, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 contact_not_found, PT404 company_not_found, PT404 pipeline_not_found, PT404 member_not_found, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_lead"(uuid, uuid, integer, jsonb) IS 'Caller: who sells. p_id comes from the client; p_version is the one that was read, null for a new lead. p_lead {full_name, email, phone, company, origin, status: new | contacted | qualified | discarded, owner_id, note, custom, message and thread_key of a new one}. What stood there before is kept in sales_events. Answers get_lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_email, PT400 invalid_phone, PT400 invalid_status, PT400 invalid_sale, PT400 custom_field_invalid, PT400 custom_field_required, PT404 member_not_found, PT404 conversation_not_found, PT409 lead_exists (detail: who), PT409 lead_converted, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_lead_form"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor. A form for the clinic''s site: p_form {title, intro, thanks, asks_company, asks_message, owner_id: who gets its leads, is_active}. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT404 member_not_found.';

COMMENT ON FUNCTION "public"."save_lost_reasons"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. Reasons for lost deals, [{id from the client, name}] in their order; one that is not named is no longer offered. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_name, PT400 invalid_sale.';

COMMENT ON FUNCTION "public"."save_pipeline"(uuid, uuid, integer, jsonb) IS 'Caller: owner, admin, supervisor. p_pipeline {name, archived, stages [{id from the client, name, probability, rotting_days}]} in their order; a stage that is not named goes, unless open deals stand there. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_sale, PT409 stage_has_deals (detail: its name), PT409 last_pipeline, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_score_rules"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. [{field: has_email | has_phone | has_company | origin_is | utm_source_is | message_contains, value, points: -100 to 100}] in the place of what was there; open leads are counted anew. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_sale.';

COMMENT ON FUNCTION "public"."set_module"(uuid, text, boolean) IS 'Caller: owner or admin. Switches a part of the product on or off; nothing that is in it is deleted. Answers list_modules. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 module_not_found.';

COMMENT ON TABLE "public"."modules" IS 'Parts of the product that a clinic may switch off, in the order of the settings; words are texts of the screen. tenant_modules has what a clinic chose, app.require_module refuses what is off.';

COMMENT ON TABLE "public"."tenant_modules" IS 'Modules that a clinic switched on or off; set_module writes and audits.';

REVOKE ALL ON FUNCTION "app"."module_is_on"(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."module_is_on"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."module_is_on"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."module_is_on"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."module_is_on"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_module"(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_module"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_module"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_module"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_module"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_sales_leader"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_sales_leader"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_sales_leader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_sales_leader"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_seller"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_seller"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_seller"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_seller"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_modules"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_modules"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_modules"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_module"(uuid, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_module"(uuid, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_module"(uuid, text, boolean) TO "postgres";

REVOKE ALL ON TABLE "public"."modules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."modules" TO "authenticated";

REVOKE ALL ON TABLE "public"."modules" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."modules" TO "service_role";

REVOKE ALL ON TABLE "public"."tenant_modules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."tenant_modules" TO "authenticated";

REVOKE ALL ON TABLE "public"."tenant_modules" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."tenant_modules" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into public.modules (key, position, is_on_by_default, needs) values
  ('sales', 1, true, null),
  -- catalogue, stock, purchases and orders
  ('products', 2, true, null),
  -- the public page where they are sold
  ('shop', 3, false, 'products')
on conflict (key) do update set position = excluded.position, is_on_by_default = excluded.is_on_by_default, needs = excluded.needs;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
