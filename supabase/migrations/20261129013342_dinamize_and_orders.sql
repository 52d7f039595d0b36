-- dinamize and orders: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."dinamize_accounts" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "client_code"    text                     NOT NULL,
  "user_hint"      text                     NOT NULL,
  "list_code"      text                     NOT NULL,
  "list_name"      text                     NOT NULL,
  "phone_field"    text,
  "company_field"  text,
  "is_pushing"     boolean                  NOT NULL DEFAULT true,
  "is_pulling"     boolean                  NOT NULL DEFAULT true,
  "creates_since"  timestamp with time zone,
  "connected_by"   uuid,
  "connected_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "refused_at"     timestamp with time zone,
  "next_call_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "paused_until"   timestamp with time zone,
  "cursor"         jsonb,
  "pulled_until"   timestamp with time zone,
  "full_pulled_on" date,
  "pulled_at"      timestamp with time zone,
  "last_pull"      jsonb,
  CONSTRAINT "client_code_fits" CHECK (((char_length(client_code) >= 1) AND (char_length(client_code) <= 60))),
  CONSTRAINT "dinamize_accounts_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "fields_are_named_as_dinamize_names_them"
    CHECK (((COALESCE(phone_field, 'cmp1'::text) ~ '^cmp[0-9]{1,9}$'::text) AND (COALESCE(company_field, 'cmp1'::text) ~ '^cmp[0-9]{1,9}$'::text))),
  CONSTRAINT "list_code_fits" CHECK (((char_length(list_code) >= 1) AND (char_length(list_code) <= 60))),
  CONSTRAINT "list_name_fits" CHECK ((char_length(list_name) <= 200)),
  CONSTRAINT "user_hint_fits" CHECK (((char_length(user_hint) >= 1) AND (char_length(user_hint) <= 200)))
);

ALTER TABLE "app"."dinamize_accounts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app_private"."dinamize_credentials" (
  "tenant_id"     uuid                     NOT NULL,
  "account_id"    uuid                     NOT NULL,
  "credentials"   jsonb                    NOT NULL,
  "token"         jsonb,
  "token_made_at" timestamp with time zone,
  "token_used_at" timestamp with time zone,
  CONSTRAINT "credentials_are_sealed" CHECK ((credentials ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text])),
  CONSTRAINT "dinamize_credentials_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "token_is_sealed" CHECK ((token ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text]))
);

ALTER TABLE "app_private"."dinamize_credentials"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."crm_lead_sync" (
  "tenant_id"    uuid                     NOT NULL,
  "lead_id"      uuid                     NOT NULL,
  "place"        text                     NOT NULL,
  "contact_code" text,
  "status"       text                     NOT NULL DEFAULT 'pending'::text,
  "agreed"       jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "direction"    text,
  "error"        text,
  "wanted_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "synced_at"    timestamp with time zone,
  CONSTRAINT "crm_lead_sync_pkey" PRIMARY KEY (tenant_id, lead_id),
  CONSTRAINT "direction_is_known" CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  CONSTRAINT "failed_says_why" CHECK (((status <> 'failed'::text) OR (error IS NOT NULL))),
  CONSTRAINT "status_is_known" CHECK ((status = ANY (ARRAY['pending'::text, 'synced'::text, 'failed'::text, 'opted_out'::text])))
);

ALTER TABLE "public"."crm_lead_sync"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."crm_lead_sync" FROM "anon";

CREATE TABLE "public"."crm_sync_logs" (
  "tenant_id" uuid                     NOT NULL,
  "id"        uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "direction" text                     NOT NULL,
  "kind"      text                     NOT NULL,
  "lead_id"   uuid,
  "data"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT "crm_sync_logs_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "direction_is_known" CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  CONSTRAINT "kind_is_known"
    CHECK
    ((kind = ANY (ARRAY['created'::text, 'updated'::text, 'found'::text, 'conflict'::text, 'opted_out'::text, 'failed'::text, 'limited'::text, 'refused'::text, 'pulled'::text,
    'connected'::text, 'disconnected'::text, 'asked_again'::text])))
);

ALTER TABLE "public"."crm_sync_logs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."crm_sync_logs" FROM "anon";

CREATE OR REPLACE FUNCTION app.apply_dinamize_contact (
  p_account app.dinamize_accounts,
  p_item    jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_account.tenant_id;
  v_place text := app.sync_place(p_account);
  v_email text := app.normalize_email(p_item ->> 'email');
  v_phone text := app.normalize_phone(p_item ->> 'phone');
  v_name text := app.normalize_name(left(p_item ->> 'name', 120));
  v_theirs jsonb;
  v_ours jsonb;
  v_taken jsonb;
  v_lost jsonb;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_before public.crm_leads;
  v_kind text;
begin
  if v_email is null or nullif(p_item ->> 'code', '') is null then
    return 'skipped';
  end if;
  if v_name is null or char_length(v_name) < 2 then
    v_name := null;
  end if;
  v_theirs := jsonb_strip_nulls(jsonb_build_object('name', v_name, 'email', v_email,
    'phone', case when p_account.phone_field is not null then v_phone end,
    'company', case when p_account.company_field is not null then app.trimmed(p_item ->> 'company', 120) end));
  -- the one that is written under this code; of several the one that is open
  select l.* into v_lead from public.crm_lead_sync s join public.crm_leads l on l.tenant_id = s.tenant_id and l.id = s.lead_id
  where s.tenant_id = v_tenant and s.contact_code = p_item ->> 'code' and s.place = v_place
  order by l.status in ('converted', 'discarded'), l.created_at desc limit 1;
  if v_lead.id is null then
    -- one person, one open lead: the address, or the number with the name; who was a lead before is none again
    select * into v_lead from public.crm_leads l
    where l.tenant_id = v_tenant and (l.email = v_email or l.email is null and l.phone = v_phone and l.sort_key = app.normalize_text(v_name))
    order by l.status in ('converted', 'discarded'), l.email is null, l.created_at desc limit 1;
  end if;
  if v_lead.id is null then
    if p_account.creates_since > (p_item ->> 'insert_date')::timestamp at time zone 'America/Sao_Paulo' or (p_item ->> 'opted_out')::boolean then
      return 'skipped';
    end if;
    insert into public.crm_leads (tenant_id, full_name, email, phone, company, origin)
    values (v_tenant, coalesce(v_name, app.require_name(split_part(v_email, '@', 1) || ' (e-mail)')), v_email, v_phone, app.trimmed(p_item ->> 'company', 120), 'dinamize')
    returning * into v_lead;
    update public.crm_leads l set score = app.lead_score(v_lead) where l.tenant_id = v_tenant and l.id = v_lead.id returning * into v_lead;
    insert into public.crm_lead_sync (tenant_id, lead_id, place, contact_code, status, agreed, direction, synced_at)
    values (v_tenant, v_lead.id, v_place, p_item ->> 'code', 'synced',
      app.lead_sync_fields(p_account, v_lead) || v_theirs, 'in', clock_timestamp());
    perform app.note_sale(v_tenant, 'lead', v_lead.id, 'created', null, to_jsonb(v_lead));
    perform app.log_sync(v_tenant, 'in', 'created', v_lead.id);
    return 'created';
  end if;
  insert into public.crm_lead_sync (tenant_id, lead_id, place) values (v_tenant, v_lead.id, v_place) on conflict (tenant_id, lead_id) do nothing;
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = v_tenant and s.lead_id = v_lead.id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = v_tenant and l.id = v_lead.id for update;
  v_before := v_lead;
  if v_sync.place <> v_place then
    v_sync.agreed := '{}';
    v_sync.contact_code := null;
  end if;
  if v_lead.status in ('converted', 'discarded') then
    v_taken := '{}';
    v_lost := '{}';
  else
    v_ours := app.lead_sync_fields(p_account, v_lead);
    select coalesce(jsonb_object_agg(t.key, t.value) filter (where t.wins), '{}'), coalesce(jsonb_object_agg(t.key, t.value) filter (where not t.wins), '{}')
    into v_taken, v_lost
    from (
      select f.key, f.value, not v_ours ? f.key or v_ours -> f.key = v_sync.agreed -> f.key as wins
      from jsonb_each(v_theirs) f
      where v_ours -> f.key is distinct from f.value and v_sync.agreed -> f.key is distinct from f.value
        -- an address that somebody else is written down with stays theirs
        and not (f.key = 'email' and exists (select from public.crm_leads o where o.tenant_id = v_tenant and o.id <> v_lead.id and o.email = v_email))) t;
  end if;
  if v_taken <> '{}' then
    update public.crm_leads l set full_name = coalesce(v_taken ->> 'name', l.full_name), email = coalesce(v_taken ->> 'email', l.email),
      phone = coalesce(v_taken ->> 'phone', l.phone), company = coalesce(v_taken ->> 'company', l.company), version = l.version + 1
    where l.tenant_id = v_tenant and l.id = v_lead.id returning * into v_lead;
    update public.crm_leads l set score = app.lead_score(v_lead) where l.tenant_id = v_tenant and l.id = v_lead.id returning * into v_lead;
    perform app.note_sale(v_tenant, 'lead', v_lead.id, 'changed', to_jsonb(v_before), to_jsonb(v_lead));
  end if;
  v_kind := case when (p_item ->> 'opted_out')::boolean and v_sync.status <> 'opted_out' then 'opted_out' when v_lost <> '{}' then 'conflict'
    when v_taken <> '{}' then 'updated' when v_sync.contact_code is distinct from p_item ->> 'code' then 'found' end;
  if v_kind is null and v_theirs <@ v_sync.agreed then
    return 'unchanged';
  end if;
  update public.crm_lead_sync s set place = v_place, contact_code = p_item ->> 'code', agreed = v_sync.agreed || v_theirs,
    direction = case when v_kind is null then s.direction else 'in' end, synced_at = clock_timestamp(),
    status = case when (p_item ->> 'opted_out')::boolean or s.status = 'opted_out' and s.place = v_place then 'opted_out'
      when v_lead.status in ('converted', 'discarded') then s.status else 'synced' end,
    error = null
  where s.tenant_id = v_tenant and s.lead_id = v_lead.id returning * into v_sync;
  if v_kind is not null then
    perform app.log_sync(v_tenant, 'in', v_kind, v_lead.id, jsonb_build_object(
      'fields', (select jsonb_agg(k order by k) from jsonb_object_keys(case when v_kind = 'conflict' then v_lost else v_taken end) k)));
  end if;
  -- what is the clinic's goes there
  if p_account.is_pushing and v_lead.email is not null and v_lead.status <> 'discarded' and v_sync.status <> 'opted_out'
    and app.changed_fields(app.lead_sync_fields(p_account, v_lead), v_sync.agreed) <> '{}'
  then
    update public.crm_lead_sync s set status = 'pending', wanted_at = clock_timestamp() where s.tenant_id = v_tenant and s.lead_id = v_lead.id;
    perform app.queue_lead_push(v_tenant, v_lead.id);
  end if;
  return coalesce(v_kind, 'unchanged');
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_lead_page (
  p_tenant_id uuid,
  p_since     text,
  p_page      integer,
  p_items     jsonb,
  p_has_next  boolean
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_item jsonb;
  v_done text;
  v_counts jsonb;
  v_last text;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  -- somebody else wrote this page
  if v_account.cursor is null or v_account.cursor ->> 'since' is distinct from p_since or (v_account.cursor ->> 'page')::int <> p_page then
    return v_account.cursor is not null;
  end if;
  v_counts := v_account.cursor -> 'counts';
  perform app.lock_identity(p_tenant_id, array(
    select app.normalize_email(i ->> 'email') from jsonb_array_elements(p_items) i
    union select app.normalize_phone(i ->> 'phone') from jsonb_array_elements(p_items) i));
  perform set_config('app.from_dinamize', 'on', true);
  for v_item in select i from jsonb_array_elements(p_items) with ordinality e (i, n) order by n loop
    v_done := app.apply_dinamize_contact(v_account, v_item);
    v_counts := v_counts || jsonb_build_object(v_done, coalesce((v_counts ->> v_done)::int, 0) + 1);
  end loop;
  perform set_config('app.from_dinamize', '', true);
  v_last := (select max(i ->> 'insert_date') from jsonb_array_elements(p_items) i);
  if p_has_next and v_last is not null then
    -- the next page begins with the last moment of this one: whatever is removed there moves nothing out of sight
    update app.dinamize_accounts a set cursor = v_account.cursor || jsonb_build_object('counts', v_counts) || case
      when v_last > coalesce(p_since, '') then jsonb_build_object('since', v_last, 'page', 1) else jsonb_build_object('page', p_page + 1) end
    where a.tenant_id = p_tenant_id;
    return true;
  end if;
  update app.dinamize_accounts a set cursor = null, pulled_at = clock_timestamp(), pulled_until = (v_account.cursor ->> 'started_at')::timestamptz,
    full_pulled_on = case when v_account.cursor ->> 'mode' = 'all' then ((v_account.cursor ->> 'started_at')::timestamptz at time zone 'America/Sao_Paulo')::date
      else a.full_pulled_on end,
    last_pull = v_counts || jsonb_build_object('mode', v_account.cursor ->> 'mode')
  where a.tenant_id = p_tenant_id;
  if v_counts ?| array['created', 'updated', 'found', 'conflict', 'opted_out'] then
    perform app.log_sync(p_tenant_id, 'in', 'pulled', null, jsonb_build_object('mode', v_account.cursor -> 'mode', 'counts', v_counts));
  end if;
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_account.id));
  delete from public.crm_sync_logs l where l.tenant_id = p_tenant_id and l.at < now() - interval '90 days';
  return false;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_lead_pull (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_local timestamp := p_now at time zone 'America/Sao_Paulo';
  v_all boolean;
  v_at timestamptz;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id and a.is_pulling and a.refused_at is null for update;
  if v_account.tenant_id is null then
    return null;
  end if;
  v_at := app.take_dinamize_calls(p_tenant_id, 1, p_now);
  if v_at > p_now then
    return jsonb_build_object('wait_until', v_at);
  end if;
  if v_account.cursor is null then
    -- Dinamize says when a contact came, not when it changed: once a night everything is read
    v_all := v_account.pulled_until is null or v_account.full_pulled_on is null
      or v_account.full_pulled_on < v_local::date and v_local::time >= '03:00';
    v_account.cursor := jsonb_build_object('mode', case when v_all then 'all' else 'new' end, 'started_at', p_now, 'page', 1, 'counts', '{}'::jsonb,
      -- what was being written while it was read last time is read again
      'since', case when not v_all then to_char((v_account.pulled_until - interval '30 minutes') at time zone 'America/Sao_Paulo', 'YYYY-MM-DD HH24:MI:SS') end);
    update app.dinamize_accounts a set cursor = v_account.cursor where a.tenant_id = p_tenant_id;
  end if;
  return jsonb_build_object('since', v_account.cursor -> 'since', 'page', v_account.cursor -> 'page', 'list_code', v_account.list_code,
    'phone_field', v_account.phone_field, 'company_field', v_account.company_field);
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_lead_push (
  p_tenant_id uuid,
  p_lead_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_changes jsonb;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id and a.is_pushing and a.refused_at is null;
  -- who changes the lead at this moment has this row: it is waited for
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id;
  if v_account.tenant_id is null or v_sync.lead_id is null or v_sync.status <> 'pending' or v_sync.place <> app.sync_place(v_account) then
    return null;
  end if;
  v_changes := app.changed_fields(app.lead_sync_fields(v_account, v_lead), v_sync.agreed);
  if v_lead.email is null or v_lead.status = 'discarded' or v_changes = '{}' and v_sync.contact_code is not null then
    update public.crm_lead_sync s set status = 'synced' where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id;
    return null;
  end if;
  return jsonb_build_object('contact_code', v_sync.contact_code, 'email', v_lead.email, 'known_email', v_sync.agreed ->> 'email', 'changes', v_changes,
    'fields', app.lead_sync_fields(v_account, v_lead), 'list_code', v_account.list_code, 'phone_field', v_account.phone_field,
    'company_field', v_account.company_field, 'external_code', p_lead_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.changed_fields (
  p_fields jsonb,
  p_agreed jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(p_fields) f where p_agreed -> f.key is distinct from f.value;
$function$;

CREATE OR REPLACE FUNCTION app.complete_lead_push (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_lead_id     uuid,
  p_result      jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_kind text := p_result ->> 'kind';
  v_is_over boolean := true;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id;
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id;
  if v_sync.lead_id is not null and v_account.tenant_id is not null and v_sync.place = app.sync_place(v_account) then
    if v_kind in ('created', 'updated', 'found') then
      v_sync.agreed := v_sync.agreed || coalesce(p_result -> 'pushed', '{}');
      -- changed while it was written: once more
      v_is_over := v_lead.email is null or app.changed_fields(app.lead_sync_fields(v_account, v_lead), v_sync.agreed) = '{}';
    end if;
    update public.crm_lead_sync s set
      contact_code = coalesce(p_result ->> 'contact_code', s.contact_code), agreed = v_sync.agreed, direction = 'out',
      status = case when v_kind = 'failed' then 'failed' when v_kind = 'opted_out' then 'opted_out' when v_is_over then 'synced' else 'pending' end,
      error = case when v_kind = 'failed' then coalesce(p_result ->> 'code', 'unknown') end,
      synced_at = case when v_kind = 'failed' then s.synced_at else clock_timestamp() end
    where s.tenant_id = p_tenant_id and s.lead_id = p_lead_id;
    perform app.log_sync(p_tenant_id, 'out', v_kind, p_lead_id, jsonb_build_object('code', p_result -> 'code', 'request', p_result -> 'request',
      'warnings', p_result -> 'warnings', 'fields', (select jsonb_agg(k order by k) from jsonb_object_keys(coalesce(p_result -> 'pushed', '{}')) k)));
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_lead_id));
  end if;
  if v_is_over then
    return case when app.finish_job(p_tenant_id, p_job_id, p_lease_token) then 'finished' else 'lost' end;
  end if;
  update app.jobs j set lease_token = null, leased_until = null, attempts = 0, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null;
  return case when found then 'retried' else 'lost' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.connect_dinamize (
  p_tenant_id   uuid,
  p_id          uuid,
  p_settings    jsonb,
  p_credentials jsonb DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before app.dinamize_accounts;
  v_row app.dinamize_accounts;
begin
  perform app.require_seller(p_tenant_id);
  perform app.require_admin(p_tenant_id);
  select * into v_before from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  if p_credentials is null and v_before.id is distinct from p_id or p_credentials is not null and not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into app.dinamize_accounts as a (tenant_id, id, client_code, user_hint, list_code, list_name, phone_field, company_field, is_pushing, is_pulling,
    creates_since, connected_by)
  values (p_tenant_id, p_id, p_settings ->> 'client_code', p_settings ->> 'user_hint', p_settings ->> 'list_code', left(p_settings ->> 'list_name', 200),
    p_settings ->> 'phone_field', p_settings ->> 'company_field', coalesce((p_settings ->> 'is_pushing')::boolean, true),
    coalesce((p_settings ->> 'is_pulling')::boolean, true), case when not coalesce((p_settings ->> 'brings_all')::boolean, false) then now() end, auth.uid())
  on conflict (tenant_id) do update set id = excluded.id, client_code = excluded.client_code, user_hint = excluded.user_hint, list_code = excluded.list_code,
    list_name = excluded.list_name, phone_field = excluded.phone_field, company_field = excluded.company_field, is_pushing = excluded.is_pushing,
    is_pulling = excluded.is_pulling, connected_by = excluded.connected_by, refused_at = null, paused_until = null,
    creates_since = case when excluded.creates_since is null or app.sync_place(a) <> app.sync_place(excluded) then excluded.creates_since else a.creates_since end,
    connected_at = case when app.sync_place(a) = app.sync_place(excluded) then a.connected_at else now() end,
    cursor = null, full_pulled_on = null,
    pulled_until = case when app.sync_place(a) = app.sync_place(excluded) then a.pulled_until end,
    pulled_at = case when app.sync_place(a) = app.sync_place(excluded) then a.pulled_at end,
    last_pull = case when app.sync_place(a) = app.sync_place(excluded) then a.last_pull end
  returning * into v_row;
  if p_credentials is not null then
    insert into app_private.dinamize_credentials as c (tenant_id, account_id, credentials) values (p_tenant_id, p_id, p_credentials)
    on conflict (tenant_id) do update set account_id = excluded.account_id, credentials = excluded.credentials, token = null;
  end if;
  perform app.resolve_alert(p_tenant_id, 'dinamize_refused');
  perform app.log_sync(p_tenant_id, 'out', 'connected', null, jsonb_build_object('list', v_row.list_name));
  perform app.audit(p_tenant_id, 'dinamize.connected', 'dinamize', p_id::text, null, p_settings - 'user_hint');
  -- what waited for a connection
  if v_row.is_pushing then
    perform app.queue_lead_push(s.tenant_id, s.lead_id) from public.crm_lead_sync s
    where s.tenant_id = p_tenant_id and s.status = 'pending' and s.place = app.sync_place(v_row);
  end if;
  perform app.enqueue_lead_pulls(p_tenant_id);
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_id));
  return public.get_dinamize(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.dinamize_session (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- a token dies after an hour without use, and after a day
  update app_private.dinamize_credentials c set
    token = case when c.token_made_at > now() - interval '23 hours' and c.token_used_at > now() - interval '50 minutes' then c.token end,
    token_used_at = now()
  where c.tenant_id = p_tenant_id;
  return (
    select jsonb_build_object('id', a.id, 'client_code', a.client_code, 'credentials', c.credentials, 'token', c.token)
    from app.dinamize_accounts a join app_private.dinamize_credentials c on c.tenant_id = a.tenant_id
    where a.tenant_id = p_tenant_id and a.refused_at is null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_lead_pulls (
  p_tenant_id uuid DEFAULT NULL::uuid
)
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with queued as (
    insert into app.jobs as j (tenant_id, kind, payload, dedupe_key)
    select a.tenant_id, 'pull_leads', '{}', 'pull_leads' from app.dinamize_accounts a
    where a.is_pulling and a.refused_at is null and (p_tenant_id is null or a.tenant_id = p_tenant_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null
      do update set dead_at = null, attempts = 0, last_error = null, run_at = now() where j.dead_at is not null
    returning 1)
  select count(*)::int from queued;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_lead_push (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_lead uuid := p_job.payload ->> 'lead_id';
begin
  update public.crm_lead_sync s set status = 'failed', error = coalesce(p_job.last_error, 'unknown')
  where s.tenant_id = p_job.tenant_id and s.lead_id = v_lead and s.status = 'pending';
  if found then
    perform app.log_sync(p_job.tenant_id, 'out', 'failed', v_lead, jsonb_build_object('code', p_job.last_error));
    perform app.broadcast(p_job.tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_lead));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_dinamize_token (
  p_tenant_id uuid,
  p_id        uuid,
  p_token     jsonb
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app_private.dinamize_credentials c set token = p_token, token_made_at = now(), token_used_at = now()
  from app.dinamize_accounts a
  where a.tenant_id = p_tenant_id and a.id = p_id and c.tenant_id = a.tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.lead_push_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select l.full_name from public.crm_leads l where l.tenant_id = p_job.tenant_id and l.id = (p_job.payload ->> 'lead_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.lead_rows (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('owner_name', w.full_name, 'form_title', f.title, 'thread_key', coalesce(t.thread_key, q.thread_key),
    'patient_id', c.patient_id, 'deal_title', d.title,
    'sync', case when s.lead_id is not null then jsonb_build_object('status', s.status, 'error', s.error, 'synced_at', s.synced_at) end) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = i.id
  left join public.profiles w on w.id = l.owner_id
  left join public.lead_forms f on f.tenant_id = p_tenant_id and f.id = l.form_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = l.thread_id
  left join public.conversation_threads q on l.thread_id is null and q.tenant_id = p_tenant_id and q.id = app.thread_of_phone(p_tenant_id, l.phone)
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
  left join public.crm_lead_sync s on s.tenant_id = p_tenant_id and s.lead_id = l.id
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id;
$function$;

CREATE OR REPLACE FUNCTION app.lead_sync_fields (
  p_account app.dinamize_accounts,
  p_lead    public.crm_leads
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_strip_nulls(jsonb_build_object('name', p_lead.full_name, 'email', p_lead.email,
    'phone', case when p_account.phone_field is not null then p_lead.phone end,
    'company', case when p_account.company_field is not null then p_lead.company end));
$function$;

CREATE OR REPLACE FUNCTION app.log_sync (
  p_tenant_id uuid,
  p_direction text,
  p_kind      text,
  p_lead_id   uuid  DEFAULT NULL::uuid,
  p_data      jsonb DEFAULT '{}'::jsonb
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.crm_sync_logs (tenant_id, direction, kind, lead_id, data)
  values (p_tenant_id, p_direction, p_kind, p_lead_id, jsonb_strip_nulls(coalesce(p_data, '{}')));
$function$;

CREATE OR REPLACE FUNCTION app.open_lead_pushes (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_account app.dinamize_accounts;
  v_at timestamptz;
  v_slot timestamptz;
  v_opened jsonb := '{}';
begin
  foreach v_job in array array(select j from unnest(p_jobs) j order by j.tenant_id, j.line_no) loop
    select * into v_account from app.dinamize_accounts a where a.tenant_id = v_job.tenant_id for update;
    if v_account.tenant_id is null or v_account.refused_at is not null or not v_account.is_pushing then
      -- the lead stays pending: connected again, it is queued again
      perform app.finish_job(v_job.tenant_id, v_job.id, v_job.lease_token);
      continue;
    end if;
    v_slot := v_job.payload ->> 'slot';
    -- looking for a contact and writing it are two calls
    v_at := case when v_slot is not null and coalesce(v_account.paused_until <= clock_timestamp(), true) then clock_timestamp()
      else app.take_dinamize_calls(v_job.tenant_id, 2) end;
    if v_at > clock_timestamp() then
      perform app.put_off_job(v_job.tenant_id, v_job.id, v_job.lease_token, v_at, jsonb_build_object('slot', v_at));
    else
      update app.jobs j set payload = j.payload - 'slot' where v_slot is not null and j.tenant_id = v_job.tenant_id and j.id = v_job.id;
      v_opened := v_opened || jsonb_build_object(v_job.id::text, true);
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.pause_dinamize (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_direction   text,
  p_seconds     integer
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_until timestamptz := clock_timestamp() + least(greatest(coalesce(p_seconds, 60), 1), 3600) * interval '1 second';
begin
  update app.dinamize_accounts a set paused_until = greatest(a.paused_until, v_until) where a.tenant_id = p_tenant_id;
  perform app.log_sync(p_tenant_id, p_direction, 'limited', null, jsonb_build_object('seconds', p_seconds));
  -- not all in the same second
  return case when app.put_off_job(p_tenant_id, p_job_id, p_lease_token, v_until + random() * interval '3 seconds') then 'retried' else 'lost' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_off_job (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_run_at      timestamp with time zone,
  p_payload     jsonb                    DEFAULT '{}'::jsonb
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.jobs j set lease_token = null, leased_until = null, attempts = greatest(j.attempts - 1, 0), run_at = p_run_at,
    payload = j.payload || p_payload
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning true;
$function$;

CREATE OR REPLACE FUNCTION app.queue_lead_push (
  p_tenant_id uuid,
  p_lead_id   uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs as j (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'push_lead', jsonb_build_object('lead_id', p_lead_id), 'push_lead:' || p_lead_id)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null
    -- what was given up is begun anew
    do update set dead_at = null, attempts = 0, last_error = null, run_at = now() where j.dead_at is not null;
$function$;

CREATE OR REPLACE FUNCTION app.refuse_dinamize (
  p_tenant_id uuid,
  p_id        uuid,
  p_code      text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update app.dinamize_accounts a set refused_at = now()
  where a.tenant_id = p_tenant_id and a.id = p_id and a.refused_at is null;
  if found then
    update app_private.dinamize_credentials c set token = null where c.tenant_id = p_tenant_id;
    perform app.log_sync(p_tenant_id, 'out', 'refused', null, jsonb_build_object('code', p_code));
    perform app.raise_alert(p_tenant_id, 'dinamize_refused', '', jsonb_build_object('code', p_code));
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', p_id));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_lead_pushes (
  p_tenant_id uuid,
  p_jobs      app.jobs[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update public.crm_lead_sync s set status = 'pending', error = null
  where s.tenant_id = p_tenant_id and s.status = 'failed' and s.lead_id in (select (j.payload ->> 'lead_id')::uuid from unnest(p_jobs) j);
$function$;

CREATE OR REPLACE FUNCTION app.sync_place (
  p_account app.dinamize_accounts
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_account.client_code || ':' || p_account.list_code;
$function$;

CREATE OR REPLACE FUNCTION app.take_dinamize_calls (
  p_tenant_id uuid,
  p_calls     integer,
  p_now       timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_at timestamptz;
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  v_at := greatest(v_account.next_call_at, v_account.paused_until, p_now);
  update app.dinamize_accounts a set next_call_at = v_at + p_calls * interval '60 seconds' / 45 where a.tenant_id = p_tenant_id;
  -- fifteen calls may come together: with 45 a minute no minute has more than the sixty that Dinamize takes
  return case when v_account.paused_until > p_now then v_at when v_at <= p_now + interval '20 seconds' - p_calls * interval '60 seconds' / 45 then p_now else v_at end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_crm_leads__sync()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
begin
  -- what came from there does not go back
  if current_setting('app.from_dinamize', true) is distinct from 'on' then
    select * into v_account from app.dinamize_accounts a where a.tenant_id = new.tenant_id and a.is_pushing;
    if v_account.tenant_id is not null then
      perform app.want_lead_push(v_account, new);
    end if;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.want_lead_push (
  p_account app.dinamize_accounts,
  p_lead    public.crm_leads,
  p_anyway  boolean               DEFAULT false
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_place text := app.sync_place(p_account);
  v_fields jsonb := app.lead_sync_fields(p_account, p_lead);
begin
  if p_lead.email is null or p_lead.status = 'discarded' then
    return false;
  end if;
  insert into public.crm_lead_sync as s (tenant_id, lead_id, place) values (p_lead.tenant_id, p_lead.id, v_place)
  on conflict (tenant_id, lead_id) do update set
    place = excluded.place, status = 'pending', error = null,
    wanted_at = case when s.status = 'pending' then s.wanted_at else excluded.wanted_at end,
    contact_code = case when s.place = excluded.place then s.contact_code end,
    -- written again although both sides should have it
    agreed = case when s.place = excluded.place and not p_anyway then s.agreed else '{}' end
  where s.place <> excluded.place
    or s.status <> 'opted_out' and (p_anyway or s.status = 'failed' or app.changed_fields(v_fields, s.agreed) <> '{}');
  if not found then
    return false;
  end if;
  perform app.queue_lead_push(p_lead.tenant_id, p_lead.id);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION public.disconnect_dinamize (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  delete from app.dinamize_accounts a where a.tenant_id = p_tenant_id returning a.id into v_id;
  if v_id is not null then
    perform app.log_sync(p_tenant_id, 'out', 'disconnected');
    perform app.audit(p_tenant_id, 'dinamize.disconnected', 'dinamize', v_id::text);
    perform app.resolve_alert(p_tenant_id, 'dinamize_refused');
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_id));
  end if;
  return jsonb_build_object('account', null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."disconnect_dinamize"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_dinamize (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  return jsonb_build_object(
    'account', (
      select jsonb_build_object('client_code', a.client_code, 'user_hint', a.user_hint, 'list_code', a.list_code, 'list_name', a.list_name,
        'phone_field', a.phone_field, 'company_field', a.company_field, 'is_pushing', a.is_pushing, 'is_pulling', a.is_pulling,
        'brings_all', a.creates_since is null, 'connected_at', a.connected_at, 'refused_at', a.refused_at, 'pulled_at', a.pulled_at, 'last_pull', a.last_pull,
        'paused_until', case when a.paused_until > now() then a.paused_until end, 'is_reading', a.cursor is not null)
      from app.dinamize_accounts a where a.tenant_id = p_tenant_id),
    'counts', (
      select coalesce(jsonb_object_agg(c.status, c.n), '{}') from (
        select s.status, count(*) as n from public.crm_lead_sync s where s.tenant_id = p_tenant_id group by s.status) c),
    'unsent', (
      select count(*) from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and l.email is not null
        and not exists (select from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = l.id)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_dinamize"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_lead_sync (
  p_tenant_id uuid,
  p_status    text    DEFAULT NULL::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  if p_status not in ('pending', 'synced', 'failed', 'opted_out') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return (
    with page as (
      select s.* from public.crm_lead_sync s
      where s.tenant_id = p_tenant_id and (p_status is null or s.status = p_status)
        and (p_after is null or (s.wanted_at, s.lead_id) < ((p_after ->> 'wanted_at')::timestamptz, (p_after ->> 'lead_id')::uuid))
      order by s.wanted_at desc, s.lead_id desc limit least(greatest(coalesce(p_limit, 50), 1), 200))
    select coalesce(jsonb_agg(jsonb_build_object('lead_id', p.lead_id, 'full_name', l.full_name, 'email', l.email, 'status', p.status,
      'direction', p.direction, 'error', p.error, 'wanted_at', p.wanted_at, 'synced_at', p.synced_at, 'contact_code', p.contact_code,
      'next_try_at', q.run_at, 'attempts', q.attempts) order by p.wanted_at desc, p.lead_id desc), '[]')
    from page p join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = p.lead_id
    left join app.crm_sync_queue q on q.tenant_id = p_tenant_id and q.lead_id = p.lead_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_lead_sync"(uuid, text, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_sync_logs (
  p_tenant_id uuid,
  p_lead_id   uuid    DEFAULT NULL::uuid,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  return (
    with page as (
      select g.* from public.crm_sync_logs g
      where g.tenant_id = p_tenant_id and (p_lead_id is null or g.lead_id = p_lead_id)
        and (p_after is null or (g.at, g.id) < ((p_after ->> 'at')::timestamptz, (p_after ->> 'id')::uuid))
      order by g.at desc, g.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200))
    select coalesce(jsonb_agg(to_jsonb(p) - 'tenant_id' || jsonb_build_object('full_name', l.full_name) order by p.at desc, p.id desc), '[]')
    from page p left join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = p.lead_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_sync_logs"(uuid, uuid, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.pull_leads (
  p_tenant_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  if not exists (select from app.dinamize_accounts a where a.tenant_id = p_tenant_id and a.is_pulling and a.refused_at is null) then
    raise sqlstate 'PT409' using message = 'dinamize_not_connected';
  end if;
  return app.enqueue_lead_pulls(p_tenant_id) > 0;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."pull_leads"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.resync_leads (
  p_tenant_id uuid,
  p_which     text DEFAULT 'failed'::text,
  p_lead_id   uuid DEFAULT NULL::uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_account app.dinamize_accounts;
  v_count integer;
begin
  perform app.require_seller(p_tenant_id);
  if p_which is null or p_which not in ('one', 'failed', 'all') or (p_which = 'one') <> (p_lead_id is not null) then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  if p_which = 'all' then
    perform app.require_sales_leader(p_tenant_id);
  end if;
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id;
  if v_account.tenant_id is null or v_account.refused_at is not null or not v_account.is_pushing then
    raise sqlstate 'PT409' using message = 'dinamize_not_connected';
  end if;
  with wanted as (
    select l.id, app.want_lead_push(v_account, l, p_which <> 'failed') as is_wanted
    from public.crm_leads l left join public.crm_lead_sync s on s.tenant_id = p_tenant_id and s.lead_id = l.id
    where l.tenant_id = p_tenant_id and case p_which when 'one' then l.id = p_lead_id when 'failed' then s.status = 'failed'
      else l.status in ('new', 'contacted', 'qualified') end
    order by l.id)
  select count(*) filter (where w.is_wanted) into v_count from wanted w;
  if p_which = 'one' and not exists (select from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id) then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  if v_count > 0 then
    perform app.log_sync(p_tenant_id, 'out', 'asked_again', p_lead_id, jsonb_build_object('which', p_which, 'leads', v_count));
  end if;
  return v_count;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."resync_leads"(uuid, text, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."dinamize_accounts"
  ADD CONSTRAINT "dinamize_accounts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app_private"."dinamize_credentials"
  ADD CONSTRAINT "dinamize_credentials_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES app.dinamize_accounts(tenant_id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_lead_sync"
  ADD CONSTRAINT "crm_lead_sync_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_lead_sync"
  ADD CONSTRAINT "crm_lead_sync_tenant_id_lead_id_fkey" FOREIGN KEY (tenant_id, lead_id) REFERENCES public.crm_leads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_sync_logs"
  ADD CONSTRAINT "crm_sync_logs_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."crm_sync_logs"
  ADD CONSTRAINT "crm_sync_logs_tenant_id_lead_id_fkey" FOREIGN KEY (tenant_id, lead_id) REFERENCES public.crm_leads(tenant_id, id) ON DELETE CASCADE;

CREATE VIEW "app"."crm_sync_queue" WITH (security_invoker=true) AS  SELECT s.tenant_id,
    s.lead_id,
    s.status,
    s.error,
    s.wanted_at,
    j.id AS job_id,
    j.run_at,
    j.attempts,
    j.last_error,
    (j.leased_until > now()) AS is_running
   FROM (public.crm_lead_sync s
     LEFT JOIN app.jobs j ON (((j.tenant_id = s.tenant_id) AND (j.dedupe_key = ('push_lead:'::text || s.lead_id)) AND (j.finished_at IS NULL) AND (j.dead_at IS NULL))))
  WHERE (s.status = ANY (ARRAY['pending'::text, 'failed'::text]));

CREATE INDEX crm_lead_sync_code ON public.crm_lead_sync USING btree (tenant_id, contact_code)
  WHERE (contact_code IS NOT NULL);

CREATE INDEX crm_lead_sync_status ON public.crm_lead_sync USING btree (tenant_id, status, wanted_at DESC, lead_id DESC);

CREATE INDEX crm_sync_logs_lead ON public.crm_sync_logs USING btree (tenant_id, lead_id, at DESC)
  WHERE (lead_id IS NOT NULL);

CREATE INDEX crm_sync_logs_newest ON public.crm_sync_logs USING btree (tenant_id, at DESC, id DESC);

CREATE TRIGGER crm_leads_sync
  AFTER INSERT OR UPDATE OF full_name, email, phone, company, status ON public.crm_leads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_crm_leads__sync();

CREATE POLICY "select_nobody" ON "app"."dinamize_accounts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app_private"."dinamize_credentials"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."crm_lead_sync"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."crm_sync_logs"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "app"."dinamize_accounts"."creates_since" IS 'Contacts that are older are found, and make no leads; null where all do.';

COMMENT ON COLUMN "app"."dinamize_accounts"."cursor" IS 'Where a reading of the list stands: {mode: new | all, started_at, since, page, counts}.';

COMMENT ON COLUMN "app"."dinamize_accounts"."id" IS 'What the credentials are sealed for: another connection has another.';

COMMENT ON COLUMN "app"."dinamize_accounts"."next_call_at" IS 'When the account may be called next: 45 calls a minute, 15 at once (app.take_dinamize_calls).';

COMMENT ON COLUMN "app"."dinamize_accounts"."phone_field" IS 'The field of the list (cmp<N>) that has the phone; without one phones are not exchanged.';

COMMENT ON COLUMN "app"."dinamize_accounts"."pulled_until" IS 'Beginning of the last reading that came to its end.';

COMMENT ON COLUMN "app"."dinamize_accounts"."refused_at" IS 'Since when Dinamize takes user and password no more: nobody is asked again until they are typed again.';

COMMENT ON COLUMN "app_private"."dinamize_credentials"."account_id" IS 'What they are sealed for: app.dinamize_accounts.id.';

COMMENT ON COLUMN "public"."crm_lead_sync"."agreed" IS 'Name, email, phone and company as both sides last had them. What differs from it here is written there; what differs from it there is written here; what differs on both sides is written there.';

COMMENT ON COLUMN "public"."crm_lead_sync"."place" IS 'Account and list that code and agreed are of; in another list they count for nothing.';

COMMENT ON COLUMN "public"."crm_lead_sync"."status" IS 'opted_out: the person wants no e-mails of the list, and is never written there again.';

COMMENT ON COLUMN "public"."crm_sync_logs"."data" IS '{fields: names of what was written, code and request: of an answer of Dinamize, seconds, counts, mode}. No value of a person.';

COMMENT ON FUNCTION "app"."apply_dinamize_contact"(app.dinamize_accounts, jsonb) IS 'A contact of the list becomes a lead, or changes the one that it is: created, updated, found (only linked), conflict, opted_out, unchanged, skipped (no address, older than what makes leads, or opted out).';

COMMENT ON FUNCTION "app"."apply_lead_page"(uuid, text, integer, jsonb, boolean) IS 'Caller: the job pull_leads: a page [{code, email, name, phone, company, insert_date, opted_out}] and the step of the cursor in one transaction, so a page counts once however often it is read. Whether there is more.';

COMMENT ON FUNCTION "app"."begin_lead_pull"(uuid, timestamp with time zone) IS 'Caller: the job pull_leads, before each page: what to ask for {since: local time of São Paulo | null, page, list_code, phone_field, company_field}, {wait_until} while the account may not be called, NULL when nothing is to be read. A reading that was broken off goes on where its last page ended.';

COMMENT ON FUNCTION "app"."begin_lead_push"(uuid, uuid) IS 'Caller: the job push_lead: what is to be written {contact_code | null, email, known_email, changes, fields, list_code, phone_field, company_field, external_code}; NULL when nothing is.';

COMMENT ON FUNCTION "app"."changed_fields"(jsonb, jsonb) IS 'What of p_fields differs from what both sides last had.';

COMMENT ON FUNCTION "app"."complete_lead_push"(uuid, bigint, uuid, uuid, jsonb) IS 'Caller: the job push_lead, in the place of finishing it: p_result {kind: created | updated | found | opted_out | failed, contact_code, pushed, code, request, warnings}. finished, retried: the lead changed meanwhile and the job goes on, lost: somebody else has it. What was written there is noted in each case.';

COMMENT ON FUNCTION "app"."connect_dinamize"(uuid, uuid, jsonb, jsonb) IS 'Caller: owner or admin, through connect-dinamize, with user and password that Dinamize took (sealed; null: those that are kept) and a list that it has. p_settings {client_code, user_hint, list_code, list_name, phone_field, company_field, is_pushing, is_pulling, brings_all: older contacts of the list become leads too}. Answers get_dinamize. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "app"."dinamize_session"(uuid) IS 'Caller: edge functions that speak with Dinamize for a clinic: {id, client_code, credentials, token: sealed, null when there is none that lives}; NULL without a connection, or while user and password are refused.';

COMMENT ON FUNCTION "app"."enqueue_lead_pulls"(uuid) IS 'Caller: process-jobs every 15 minutes, and who asks for it now: one reading of the list of each clinic, unless one is under way. How many.';

COMMENT ON FUNCTION "app"."give_up_lead_push"(app.jobs) IS 'A lead that could not be written at Dinamize for long has failed.';

COMMENT ON FUNCTION "app"."keep_dinamize_token"(uuid, uuid, jsonb) IS 'Caller: who signed in at Dinamize: the sealed token, for all workers; null: the one that was kept is not taken any more.';

COMMENT ON FUNCTION "app"."lead_push_summary"(app.jobs) IS 'Whose lead is written at Dinamize.';

COMMENT ON FUNCTION "app"."lead_sync_fields"(app.dinamize_accounts, public.crm_leads) IS 'What of a lead is exchanged; what is empty is left out, because emptying goes neither way.';

COMMENT ON FUNCTION "app"."log_sync"(uuid, text, text, uuid, jsonb) IS 'Writes a line of the log of Dinamize.';

COMMENT ON FUNCTION "app"."open_lead_pushes"(app.jobs[]) IS 'Hands out as many as Dinamize may be called for; the others get a moment of their own.';

COMMENT ON FUNCTION "app"."pause_dinamize"(uuid, bigint, uuid, text, integer) IS 'Caller: a job that Dinamize told to wait (240024): nobody calls the account before, and it was no attempt.';

COMMENT ON FUNCTION "app"."put_off_job"(uuid, bigint, uuid, timestamp with time zone, jsonb) IS 'Caller: whoever holds the lease and did nothing: the job is done later, and this was no attempt. NULL when the lease was lost.';

COMMENT ON FUNCTION "app"."queue_lead_push"(uuid, uuid) IS 'One open job a lead; the caller holds the lead''s row of crm_lead_sync.';

COMMENT ON FUNCTION "app"."refuse_dinamize"(uuid, uuid, text) IS 'Caller: who was told that user or password are wrong: nobody asks again until they are typed again, and people are told.';

COMMENT ON FUNCTION "app"."revive_lead_pushes"(uuid, app.jobs[]) IS 'Leads whose jobs are tried again wait again.';

COMMENT ON FUNCTION "app"."take_dinamize_calls"(uuid, integer, timestamp with time zone) IS 'Reserves calls of the account of a clinic, whoever makes them: when they may be made. Dinamize takes 60 a minute.';

COMMENT ON FUNCTION "app"."want_lead_push"(app.dinamize_accounts, public.crm_leads, boolean) IS 'Notes that a lead has to be written at Dinamize, with one job however often it changes; p_anyway: also what is written there already. Nothing for somebody without an address, discarded or opted out.';

COMMENT ON FUNCTION "public"."disconnect_dinamize"(uuid) IS 'Caller: owner or admin. User, password and token are removed; leads and contacts stay on both sides, and connected to the same list again they are known. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_dinamize"(uuid) IS 'Caller: who sells. {account: connection without its secrets | null, counts: leads by status of the sync, unsent: open leads with an address that were never written there}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_lead_sync"(uuid, text, jsonb, integer) IS 'Caller: who sells. Leads at Dinamize, those that changed last first: {lead_id, full_name, email, status: pending | synced | failed | opted_out, direction, error, wanted_at, synced_at, contact_code, next_try_at, attempts}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_sync_logs"(uuid, uuid, jsonb, integer) IS 'Caller: who sells. The log of Dinamize, of all or of one lead, the newest first: {id, at, direction, kind, lead_id, full_name, data}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."pull_leads"(uuid) IS 'Caller: who sells. Reads the list of Dinamize now instead of within 15 minutes; false: it is being read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT409 dinamize_not_connected.';

COMMENT ON FUNCTION "public"."resync_leads"(uuid, text, uuid) IS 'Caller: who sells; all: owner, admin, supervisor. Has leads written at Dinamize again: one, failed, or all that are open; how many will be (nobody who opted out or has no address). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter, PT404 lead_not_found, PT409 dinamize_not_connected.';

COMMENT ON TABLE "app"."dinamize_accounts" IS 'One list at Dinamize a clinic. User, password and token are ciphertext in app_private.dinamize_credentials.';

COMMENT ON TABLE "app_private"."dinamize_credentials" IS 'AES-GCM ciphertext {v, kid, iv, ct} of the user and password of a clinic at Dinamize, and of the token that they were given last, made by the edge functions.';

COMMENT ON TABLE "public"."crm_lead_sync" IS 'Leads at Dinamize: under which code, and what both sides last had. app.crm_sync_queue is what waits.';

COMMENT ON TABLE "public"."crm_sync_logs" IS 'Log of the sync with Dinamize; a reading that found nothing new is no line.';

COMMENT ON VIEW "app"."crm_sync_queue" IS 'crm_sync_queue: what waits or failed, with the job that takes care of it.';

REVOKE ALL ON FUNCTION "app"."apply_dinamize_contact"(app.dinamize_accounts, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_dinamize_contact"(app.dinamize_accounts, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_dinamize_contact"(app.dinamize_accounts, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_lead_page"(uuid, text, integer, jsonb, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_lead_page"(uuid, text, integer, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_lead_page"(uuid, text, integer, jsonb, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_lead_page"(uuid, text, integer, jsonb, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."begin_lead_pull"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_lead_pull"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_lead_pull"(uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_lead_pull"(uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."begin_lead_push"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_lead_push"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_lead_push"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_lead_push"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."changed_fields"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."changed_fields"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."changed_fields"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."complete_lead_push"(uuid, bigint, uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_lead_push"(uuid, bigint, uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_lead_push"(uuid, bigint, uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_lead_push"(uuid, bigint, uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."connect_dinamize"(uuid, uuid, jsonb, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."connect_dinamize"(uuid, uuid, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."connect_dinamize"(uuid, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."connect_dinamize"(uuid, uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."dinamize_session"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."dinamize_session"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."dinamize_session"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."dinamize_session"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."enqueue_lead_pulls"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_lead_pulls"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_lead_pulls"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_lead_pulls"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_up_lead_push"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_lead_push"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_lead_push"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_dinamize_token"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_dinamize_token"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_dinamize_token"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_dinamize_token"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."lead_push_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lead_push_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lead_push_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lead_sync_fields"(app.dinamize_accounts, public.crm_leads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lead_sync_fields"(app.dinamize_accounts, public.crm_leads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lead_sync_fields"(app.dinamize_accounts, public.crm_leads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."log_sync"(uuid, text, text, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."log_sync"(uuid, text, text, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."log_sync"(uuid, text, text, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_lead_pushes"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_lead_pushes"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_lead_pushes"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pause_dinamize"(uuid, bigint, uuid, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pause_dinamize"(uuid, bigint, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_dinamize"(uuid, bigint, uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_dinamize"(uuid, bigint, uuid, text, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."put_off_job"(uuid, bigint, uuid, timestamp WITH time zone, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_off_job"(uuid, bigint, uuid, timestamp WITH time zone, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_off_job"(uuid, bigint, uuid, timestamp WITH time zone, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_off_job"(uuid, bigint, uuid, timestamp WITH time zone, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."queue_lead_push"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."queue_lead_push"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."queue_lead_push"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refuse_dinamize"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refuse_dinamize"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refuse_dinamize"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."refuse_dinamize"(uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."revive_lead_pushes"(uuid, app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."revive_lead_pushes"(uuid, app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."revive_lead_pushes"(uuid, app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."sync_place"(app.dinamize_accounts) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."sync_place"(app.dinamize_accounts) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."sync_place"(app.dinamize_accounts) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_dinamize_calls"(uuid, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_dinamize_calls"(uuid, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_dinamize_calls"(uuid, integer, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_dinamize_calls"(uuid, integer, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_crm_leads__sync"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_crm_leads__sync"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_crm_leads__sync"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."want_lead_push"(app.dinamize_accounts, public.crm_leads, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."want_lead_push"(app.dinamize_accounts, public.crm_leads, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."want_lead_push"(app.dinamize_accounts, public.crm_leads, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_dinamize"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."disconnect_dinamize"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_dinamize"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_dinamize"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_dinamize"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_dinamize"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_lead_sync"(uuid, text, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_lead_sync"(uuid, text, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_lead_sync"(uuid, text, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_sync_logs"(uuid, uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_sync_logs"(uuid, uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_sync_logs"(uuid, uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."pull_leads"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."pull_leads"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."pull_leads"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."resync_leads"(uuid, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."resync_leads"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."resync_leads"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."crm_lead_sync" FROM "authenticated";

GRANT SELECT ON TABLE "public"."crm_lead_sync" TO "authenticated";

REVOKE ALL ON TABLE "public"."crm_lead_sync" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."crm_lead_sync" TO "service_role";

REVOKE ALL ON TABLE "public"."crm_sync_logs" FROM "authenticated";

GRANT SELECT ON TABLE "public"."crm_sync_logs" TO "authenticated";

REVOKE ALL ON TABLE "public"."crm_sync_logs" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."crm_sync_logs" TO "service_role";

GRANT SELECT ON TABLE "app"."crm_sync_queue" TO "service_role";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false), ('waiting_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info'),
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Money that goes back: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

-- what has to be bought, at six in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('suggest-purchases', 'process-jobs', '3 9 * * *', '{"task": "suggestions"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('dinamize_refused', false, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

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

insert into app.audit_actions (key, area, severity) values
  ('dinamize.connected', 'sales', 'warning'), ('dinamize.disconnected', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- Four calls of at most 25 seconds each; Dinamize may be away for a night.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, open_function, dead_function, revive_function, summary_function) values
  ('push_lead', 150, 16, 15, 3600, 'app.open_lead_pushes', 'app.give_up_lead_push', 'app.revive_lead_pushes', 'app.lead_push_summary'),
  ('pull_leads', 150, 16, 15, 3600, null, null, null, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
-- A step is short, and each one that gets on begins the count anew.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, summary_function) values
  ('run_campaign', 60, 20, 2, 60, 'app.give_up_campaign', 'app.campaign_job_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;

-- An import says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, summary_function) values
  ('import_rows', 60, 12, 'app.give_up_import', 'app.import_summary'),
  ('undo_import', 60, 12, null, 'app.import_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('forget_import', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('pull-leads', 'process-jobs', '7-59/15 * * * *', '{"task": "leads"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.dinamize_credentials', 'account_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

-- webhook_silent: so many messages would be usual for the hours since the last sign of life
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('channel_disconnected', true, 5, 1, 1440, 'minutes', 10),
  ('webhook_silent', true, 12, 5, 500, 'messages', 20),
  ('sends_failing', true, 30, 5, 100, 'percent', 30),
  ('queue_stuck', true, 15, 2, 1440, 'minutes', 40),
  ('jobs_failed', false, 3, 1, 1000, 'jobs', 50),
  ('credits_running_out', false, 7, 1, 90, 'days', 60),
  ('webhook_disabled', false, null, null, null, null, 70),
  ('privacy_request_due', false, null, null, null, null, 80),
  ('privacy_request_late', true, null, null, null, null, 81),
  ('incident_due', true, null, null, null, null, 82),
  ('incident_late', true, null, null, null, null, 83)
on conflict (kind) do update set is_urgent = excluded.is_urgent, threshold = excluded.threshold, lowest = excluded.lowest,
  highest = excluded.highest, unit = excluded.unit, position = excluded.position;

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
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('tell_webhooks', 60, 12, 5, 900, false, null),
  ('deliver_webhook', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'tell_webhooks', 'app.webhooks_want'), ('patient.created', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.changed', 'tell_webhooks', 'app.webhooks_want'), ('patient.restored', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.archived', 'tell_webhooks', 'app.webhooks_want'), ('session.booked', 'tell_webhooks', 'app.webhooks_want'),
  ('session.moved', 'tell_webhooks', 'app.webhooks_want'), ('session.changed', 'tell_webhooks', 'app.webhooks_want'),
  ('session.status', 'tell_webhooks', 'app.webhooks_want'), ('session.joined', 'tell_webhooks', 'app.webhooks_want'),
  ('session.left', 'tell_webhooks', 'app.webhooks_want'), ('session.cancelled', 'tell_webhooks', 'app.webhooks_want'),
  ('payment.received', 'tell_webhooks', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An export says itself how far it is. A worker that dies is followed by the next one after a minute without progress.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, dead_function) values
  ('build_export', 60, 6, false, 'app.give_up_export'),
  ('remove_export', 60, 12, false, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Each step is a transaction of its own: whoever takes the job after a crash goes on with the next one.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed) values ('erase_person', 60, 30, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('run_retention', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;

-- Reasons first: what is kept names one.
insert into app.retention_rules (key, law, reason, years, counts_from) values
  ('record', 'Lei 13.787/2018, art. 6º', 'O prontuário é guardado por 20 anos a partir do último registro.', 20, 'last_record_entry'),
  ('fiscal', 'CTN, art. 173, I, e art. 195, parágrafo único', 'Registros de cobrança, pagamento e recibo são guardados por 5 anos, contados do fim do ano.', 5, 'end_of_year'),
  ('consent', 'LGPD, art. 8º, § 2º, e art. 16, I', 'A prova de que um termo foi aceito ou retirado é guardada enquanto pode ser exigida.', 5, 'erasure'),
  ('account', 'LGPD, art. 16, I, e art. 37', 'O registro de quem acessou e do que foi feito com os dados é guardado para prestar contas.', 5, 'erasure'),
  ('others', 'LGPD, art. 18', 'É também dado de outra pessoa, que não pediu a eliminação.', null, 'nothing')
on conflict (key) do update set law = excluded.law, reason = excluded.reason, years = excluded.years, counts_from = excluded.counts_from;
insert into app.personal_data (table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  -- who the person is
  ('public.patients', 'identity', 10, 't.id = any ($2)', 'clinic', null, 't.created_at', '{sort_name,sound,version,merged_into_id}', 'anonymise', null,
    'full_name = ''Pessoa anonimizada'', social_name = null, pronoun = null, gender = null, birth_date = null, cpf = null, cep = null, street = null, street_number = null, complement = null, district = null, city = null, state = null, note = null, archived_at = coalesce(t.archived_at, now()), version = t.version + 1', 90, null, null),
  ('public.contact_phones', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.contact_emails', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.patient_relations', 'relations', 30, '(t.patient_id = any ($2) or t.related_patient_id = any ($2))', 'clinic', null, 't.position', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_merges', null, 0, '(t.survivor_id = any ($2) or t.merged_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 85, null, 'what was merged is in the sections of what it is about'),
  ('app.patient_merge_rows', null, 0, 'exists (select from public.patient_merges m where m.tenant_id = t.tenant_id and m.id = t.merge_id and (m.survivor_id = any ($2) or m.merged_id = any ($2)))', 'nobody', null, '1', '{}', 'delete', null, null, 84, null, 'for the undo of a merge'),
  ('public.patient_distinctions', null, 0, '(t.low_id = any ($2) or t.high_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'two ids and nothing else'),
  -- what the person agreed to
  ('public.consents', 'consents', 40, 't.patient_id = any ($2)', 'clinic', null, 't.given_at', '{ip_hash,text_fingerprint}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_invites', null, 0, 't.patient_id = any ($2) or t.thread_id = any ($3)', 'nobody', null, '1', '{token_hash}', 'anonymise', null, 'thread_id = null, expires_at = least(t.expires_at, now())', 20, null, 'links that were sent; what was answered is in intake'),
  ('public.intake_submissions', 'intake', 50, 't.patient_id = any ($2)', 'clinic', null, 't.submitted_at', '{ip_hash,taken}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_answers', 'intake', 51, 'exists (select from public.intake_submissions s where s.tenant_id = t.tenant_id and s.id = t.submission_id and s.patient_id = any ($2))', 'treating', 'not t.is_clinical', 't.submission_id, t.section_key', '{}', 'delete', 'not t.is_clinical', null, 40, 'record', null),
  ('public.conversation_optouts', 'optouts', 60, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  -- the agenda
  ('public.sessions', 'sessions', 70, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id = any ($2))', 'clinic', null, 't.starts_at', '{during,version,blocks_time}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id <> all ($2))', 'title = null, note = null, cancel_reason = null, online_url = null', 40, 'others', null),
  ('public.session_patients', 'attendance', 71, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{position}', 'follows', null, null, 50, null, 'presence of an anonymous person'),
  ('app.session_events', 'session_history', 72, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id = any ($2))', 'clinic', null, 't.created_at', '{due_at}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id <> all ($2))', 'before = t.before - array[''title'', ''note'', ''cancel_reason'', ''online_url''], after = t.after - array[''title'', ''note'', ''cancel_reason'', ''online_url'']', 41, 'others', null),
  ('public.online_bookings', 'online_bookings', 73, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.waiting_list', 'waiting_list', 74, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_notices', 'notices', 75, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('app.session_notice_wishes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what is about to be told'),
  ('public.conversation_session_reminders_logs', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.due_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_calls', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.noted_at', '{}', 'delete', null, null, 40, null, null),
  ('public.webhook_deliveries', null, 0, 'exists (select from unnest($2 || $3) a where strpos(t.data::text, a::text) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what other systems of the clinic were told; it is in the other sections'),
  ('public.session_prices', 'prices', 77, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'follows', null, null, 50, null, 'a price of an anonymous person'),
  -- money
  ('public.payers', 'payer', 80, 't.id = any ($4)', 'desk', null, 't.created_at', '{identity}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_charges', 'charges', 81, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.due_on, t.id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_payments', 'payments', 82, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_entries', 'ledger', 83, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.number', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_reminders', 'money_reminders', 84, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{thread_key}', 'delete', null, null, 40, null, null),
  ('public.receipts', 'receipts', 85, 't.patient_id = any ($2)', 'desk', null, 't.issued_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.service_invoices', 'receipts', 85, 'exists (select from public.money_payments p where p.tenant_id = t.tenant_id and p.id = t.payment_id and p.payer_id = any ($4))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.waiting_list_offers', 'waiting_list', 74, 'exists (select from public.waiting_list w where w.tenant_id = t.tenant_id and w.id = t.entry_id and w.patient_id = any ($2))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 39, null, null),
  ('public.receita_saude_rows', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'lines of files for the tax office; the payments are in payments'),
  ('public.session_bills', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'how a charge was computed; it is in charges'),
  ('public.session_packages', 'packages', 86, '(t.patient_id = any ($2) or t.payer_id = any ($4))', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.package_consumptions', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'numbers of a package'),
  ('public.monthly_fees', 'monthly_fees', 87, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.payout_rules', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'what a therapist gets; a payer''s id and no word about anybody'),
  ('app.pix_charges', 'pix', 88, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{charging_until,asaas_customer_id}', 'keep', null, null, 50, 'fiscal', null),
  ('app.pix_events', null, 0, 'exists (select from app.pix_charges c where c.tenant_id = t.tenant_id and c.id = t.pix_charge_id and c.payer_id = any ($4))', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 40, null, 'what the bank told, as it came; the payment is in payments'),
  -- the record
  ('public.care_team', 'care_team', 90, 't.patient_id = any ($2)', 'clinic', null, 't.since', '{}', 'follows', null, null, 50, null, 'who treated an anonymous person: names of the team alone'),
  ('public.record_entries', 'record', 91, 't.patient_id = any ($2) and t.signed_at is not null', 'treating', null, 't.occurred_on, t.created_at', '{version}', 'keep', null, null, 50, 'record', null),
  ('public.record_entry_versions', null, 0, 'exists (select from public.record_entries e where e.tenant_id = t.tenant_id and e.id = t.entry_id and e.patient_id = any ($2))', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'drafts of what is signed in record'),
  ('public.private_notes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'private folder of the professional: named and withheld'),
  ('public.record_reads', 'record_reads', 92, 't.patient_id = any ($2) and t.note_id is null', 'clinic', null, 't.at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.record_break_glass', 'record_reads', 93, 't.patient_id = any ($2)', 'clinic', null, 't.opened_at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.patient_documents', 'documents', 94, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.issued_at', '{}', 'keep', null, null, 50, 'record', null),
  ('public.patient_files', 'files', 95, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.created_at', '{}', 'delete', 'not t.is_clinical and not exists (select from public.patient_documents d where d.tenant_id = t.tenant_id and d.file_id = t.id)', null, 40, 'record', null),
  -- conversations
  ('public.conversation_threads', 'conversations', 100, 't.id = any ($3)', 'clinic', null, 't.created_at', '{tag_ids,thread_key,picture_path,last_message_preview}', 'delete', null, null, 80, null, null),
  ('public.conversation_addresses', 'conversations', 101, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 79, null, null),
  ('public.conversation_messages', 'messages', 102, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at, t.id', '{client_id,provider,provider_message_id,reply_to_provider_id,error_detail,next_attempt_at}', 'delete', null, null, 70, null, null),
  ('app.message_words', null, 0, 'exists (select from public.conversation_messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.thread_id = any ($3))', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'words of messages for the search: they go with them'),
  ('public.conversation_notes', 'team_notes', 103, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 61, null, null),
  ('app.conversation_note_edits', null, 0, 'exists (select from public.conversation_notes n where n.tenant_id = t.tenant_id and n.id = t.note_id and n.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'earlier words of team_notes'),
  ('public.scheduled_messages', 'scheduled', 104, 't.thread_id = any ($3)', 'clinic', null, 't.send_at', '{}', 'delete', null, null, 60, null, null),
  ('public.conversation_drafts', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what somebody of the clinic began to write and did not send'),
  ('public.conversation_pins', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'order of somebody''s list'),
  ('public.conversation_thread_tags', 'tags', 105, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_conversations', null, 0, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 78, null, 'which conversations are the person''s: they are in conversations'),
  ('app.conversation_events', 'conversation_history', 106, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 60, null, null),
  ('app.contact_pictures', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'the picture of a profile, which its owner has'),
  ('public.conversation_autoreply_log', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'why an automatic answer was sent; the answer is in messages'),
  ('app.first_answers', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until an answer'),
  ('app.resolutions', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until a conversation was finished'),
  ('app.known_names', 'known_names', 107, 't.address = any ($5)', 'clinic', null, 't.address', '{}', 'delete', null, null, 60, null, null),
  ('public.notifications', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what the team was told'),
  ('public.tasks', 'tasks', 108, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.workflow_runs', 'workflows', 109, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.started_at', '{event_key,chain}', 'delete', null, null, 62, null, null),
  ('public.workflow_steps', null, 0, 'exists (select from public.workflow_runs r where r.tenant_id = t.tenant_id and r.id = t.run_id and (r.patient_id = any ($2) or r.thread_id = any ($3)))', 'nobody', null, '1', '{}', 'delete', null, null, 61, null, 'how a workflow went'),
  -- sales
  ('public.contacts', 'sales', 112, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'full_name = ''Pessoa anonimizada'', job = null, note = null, custom = ''{}''', 62, null, null),
  ('public.deals', 'sales', 113, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'title = ''Oportunidade'', note = null, lost_note = null, custom = ''{}''', 61, null, null),
  ('public.crm_leads', 'sales', 114, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'delete', null, null, 60, null, null),
  ('public.crm_lead_sync', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'how a lead is at Dinamize; the lead is in sales'),
  ('public.crm_sync_logs', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'the log of Dinamize; the lead is in sales'),
  ('app.import_records', null, 0, 't.record_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what an import did, kept some days for its undo'),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  ('public.marketing_permissions', 'consents', 41, '(t.patient_id = any ($2) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{recorded_by,revoked_by}', 'keep', null, null, 50, 'consent', null),
  ('public.campaign_recipients', 'messages', 103, '(t.patient_id = any ($2) or t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{person_key,hold_id,hold_position,fills,address}', 'delete', null, null, 58, null, null),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'follows', null, null, 50, null, 'which copies were asked for; their files are removed when an erasure begins'),
  ('public.privacy_requests', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{token_hash}', 'keep', null, null, 50, 'account', null),
  ('public.erasures', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{scope,counts,step,total}', 'follows', null, null, 50, null, 'the certificate, which names nobody'),
  ('app.retained_identities', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'who the person was, by law: the certificate names it'),
  ('public.audit_logs', null, 0, 't.entity_id = any ($2::text[])', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'that something was done stays; what it said is erased when an erasure ends')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('run-retention', 'process-jobs', '23 7 * * *', '{"task": "retention"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('reseal-secrets', 'process-jobs', '11 7 * * *', '{"task": "reseal"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.channel_credentials', 'channel_id', 'credentials'),
  ('app_private.pix_credentials', 'account_id', 'credentials'),
  ('app_private.stripe_credentials', 'account_id', 'credentials'),
  ('app_private.webhook_secrets', 'endpoint_id', 'secret')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;
