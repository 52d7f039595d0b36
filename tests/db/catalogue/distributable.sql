-- What stops a table from being distributed by tenant_id, as Citus refuses it and as a cell of its own would miss it:
-- {rule, what}. Plain SQL over the catalogue: it runs in any database of the product, and no row is the only right answer.
with reference (name, why) as (
  values
    -- what every clinic shares: a copy on each node
    ('public.tenants', 'the directory of clinics'),
    ('public.profiles', 'a person may belong to several clinics'),
    ('app.recovery_codes', 'of a person, who may belong to several clinics'),
    ('public.addon_products', 'sold to every clinic'),
    ('public.whatsapp_credit_packages', 'sold to every clinic'),
    ('app.credit_package_changes', 'trace of what is sold to every clinic'),
    ('app.automation_reasons', 'the same reasons for every clinic'),
    ('app.event_subscribers', 'the same listeners for every clinic'),
    ('public.api_scopes', 'the same rights for every clinic'),
    ('app.clinic_export_tables', 'the same tables for every clinic'),
    ('app.cancelled_functions', 'the same functions for every clinic'),
    ('app.api_operations', 'the same operations for every clinic'),
    ('public.webhook_event_kinds', 'the same events for every clinic'),
    ('app.webhook_sources', 'the same events for every clinic'),
    ('app.workflow_triggers', 'the same triggers for every clinic'),
    ('app.workflow_step_kinds', 'the same steps for every clinic'),
    ('app.workflow_fields', 'the same fields for every clinic'),
    ('app.workflow_recipes', 'the same recipes for every clinic'),
    ('app.ai_bars', 'the same bars for every clinic'),
    ('app.ai_handoff_reasons', 'the same reasons for every clinic'),
    ('app.ai_standard_cases', 'the same cases for every clinic'),
    ('app.ai_tools', 'the same tools for every clinic'),
    ('app.shipping_providers', 'the same providers for every clinic'),
    ('app.job_kinds', 'the same kinds for every clinic'),
    ('app.audit_actions', 'the same acts for every clinic'),
    ('app.audited_tables', 'the same tables for every clinic'),
    ('app.sealed_stores', 'the same tables for every clinic'),
    ('app.opt_words', 'the same words for every clinic'),
    ('app.system_tags', 'what every clinic begins with'),
    ('public.channel_kinds', 'the same kinds for every clinic'),
    ('public.channel_media', 'part of the kinds'),
    ('public.channel_prices', 'part of the kinds'),
    ('app.search_kinds', 'the same kinds for every clinic'),
    ('app.export_kinds', 'the same kinds for every clinic'),
    ('app.export_lists', 'the same lists for every clinic'),
    ('app.import_kinds', 'the same kinds for every clinic'),
    ('app.default_processing_records', 'what every clinic begins with'),
    ('app.retention_targets', 'the same for every clinic'),
    ('app.personal_data', 'the same tables for every clinic'),
    ('app.retention_rules', 'the same law for every clinic'),
    ('app.patient_references', 'the same tables for every clinic'),
    ('public.contact_types', 'the same kinds for every clinic'),
    ('public.activity_kinds', 'the same kinds for every clinic'),
    ('public.lead_origins', 'the same kinds for every clinic'),
    ('public.modules', 'the same parts for every clinic'),
    ('public.profession_limits', 'the same rules for every clinic'),
    ('app.timeline_kinds', 'the same kinds for every clinic'),
    ('app.campaign_hours', 'the same hours for every clinic'),
    ('app.campaign_channels', 'part of the kinds'),
    ('app.campaign_purposes', 'the same purposes for every clinic'),
    ('app.messaging_tiers', 'the same tiers for every clinic'),
    ('app.offer_words', 'the same words for every clinic'),
    ('app.offer_councils', 'the same law for every clinic'),
    ('app.segment_types', 'the same types for every clinic'),
    ('app.segment_entities', 'the same kinds for every clinic'),
    ('app.segment_facts', 'the same fields for every clinic'),
    ('app.segment_fields', 'the same fields for every clinic'),
    ('app.segment_users', 'the same kinds for every clinic'),
    ('public.document_kinds', 'the same kinds for every clinic'),
    ('app.default_document_templates', 'what every clinic begins with'),
    ('public.session_statuses', 'the same for every clinic'),
    ('public.money_kinds', 'the same for every clinic'),
    ('public.payment_methods', 'the same for every clinic'),
    ('public.product_kinds', 'the same kinds for every clinic'),
    ('public.stock_reasons', 'the same reasons for every clinic'),
    ('public.health_occupations', 'the same for every clinic'),
    ('public.contact_email_types', 'the same kinds for every clinic'),
    ('public.intake_purposes', 'the same purposes for every clinic'),
    ('public.intake_fields', 'the same fields for every clinic'),
    ('app.rate_counts', 'callers who name no clinic'),
    ('public.notification_kinds', 'the same kinds for every clinic'),
    ('app.alert_kinds', 'the same kinds for every clinic'),
    ('app.saas_admins', 'people of the service'),
    ('app.scheduled_functions', 'the clock'),
    ('app.settings', 'of the installation'),
    ('app.removed_clinics', 'ids of clinics that are no more'),
    ('app.book_checks', 'one check for all clinics'),
    ('app.asaas_webhook', 'one account at the payment provider'),
    ('app.asaas_events', 'an event comes without a clinic and may belong to none'),
    -- routes: what arrives without a clinic finds it here, and what is unique in all clinics is unique here
    ('app.channel_routes', 'an instance or a phone speaks for one clinic'),
    ('app.invitation_routes', 'a link names no clinic'),
    ('app.intake_routes', 'a link names no clinic'),
    ('app.booking_routes', 'a link names no clinic'),
    ('app.lead_form_routes', 'a form names no clinic'),
    ('app.shop_routes', 'the address of a shop names no clinic'),
    ('app.api_key_routes', 'a call with a key names no clinic'),
    ('app.purchase_routes', 'an event of the payment provider names no clinic'),
    ('app.credit_references', 'what brings credits in does so for one clinic')
), crossing (name, why) as (
  -- functions that ask or change several clinics at once
  values
    ('app.my_tenant_ids', 'the clinics of a person'),
    ('app.my_tenant_ids_as', 'the clinics of a person'),
    ('public.create_tenant', 'how many clinics a person owns'),
    ('public.create_invitation', 'how many a person invited today, in all clinics'),
    ('app.prune_expired', 'the clock: in all clinics'),
    ('app.forget_merges', 'the clock: in all clinics'),
    ('app.forget_webhooks', 'the clock: in all clinics'),
    ('app.plan_session_reminders', 'the clock: in all clinics'),
    ('app.send_due_reports', 'the clock: in all clinics'),
    ('app.send_session_reminders', 'the clock: in all clinics'),
    ('public.list_my_sessions', 'the devices of a person, whatever their clinics'),
    ('public.end_my_sessions', 'the devices of a person, whatever their clinics'),
    ('app.forget_second_factor', 'the devices of a person, whatever their clinics'),
    ('app.tg_mfa_factors__note', 'tells each clinic of a person'),
    ('public.use_recovery_code', 'tells each clinic of a person'),
    ('app.seal_audits', 'the clock: in all clinics'),
    ('app.check_audits', 'the clock: in all clinics'),
    ('app.prune_audits', 'the clock: in all clinics'),
    ('app.queue_health', 'health: the queues of all clinics'),
    ('app.require_product_unused', 'administrators of the service: a type of add-on goes when no clinic has any'),
    ('public.most_bought_package', 'what clinics buy most'),
    ('public.saas_credits_overview', 'administrators of the service'),
    ('public.saas_delete_credit_package', 'administrators of the service'),
    ('public.saas_list_addon_credits', 'administrators of the service'),
    ('public.saas_list_credit_purchases', 'administrators of the service')
), tables as (
  select c.oid, format('%s.%s', c.relnamespace::regnamespace, c.relname) as name, a.attnum as tenant_column,
    a.attnotnull and a.atttypid = 'uuid'::regtype as is_keyed
  from pg_class c
  left join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'app', 'app_private')
), tenant_tables as (
  select t.* from tables t where t.tenant_column is not null and t.name not in (select r.name from reference r)
)
select 'has tenant_id, or is named here with its reason' as rule, t.name as what
from tables t where t.tenant_column is null and t.name not in (select r.name from reference r)
union all
select 'is named here only while it exists', r.name from reference r where r.name not in (select t.name from tables t)
union all
select 'tenant_id is a uuid and never NULL', t.name from tenant_tables t where not t.is_keyed
union all
select 'has a primary key', t.name from tenant_tables t
where not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')
union all
select 'every unique key contains tenant_id', format('%s: %s', t.name, i.indexrelid::regclass)
from tenant_tables t join pg_index i on i.indrelid = t.oid
where i.indisunique and not t.tenant_column = any ((i.indkey::int2[])[0 : i.indnkeyatts - 1])
union all
select 'every exclusion compares tenant_id by equality', format('%s: %s', t.name, k.conname)
from tenant_tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'x'
where not exists (
  select from unnest(k.conkey, k.conexclop) u (attnum, operator)
  join pg_operator o on o.oid = u.operator
  where u.attnum = t.tenant_column and o.oprname = '=')
union all
select 'a reference to a clinic''s table carries tenant_id', format('%s: %s', t.name, k.conname)
from tenant_tables t
join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
join tenant_tables f on f.oid = k.confrelid
where not exists (
  select from unnest(k.conkey, k.confkey) u (mine, theirs) where u.mine = t.tenant_column and u.theirs = f.tenant_column)
union all
select 'a deletion sets no part of a key with tenant_id to NULL or its default', format('%s: %s', t.name, k.conname)
from tenant_tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
where t.tenant_column = any (k.conkey) and k.confdeltype in ('n', 'd')
union all
select 'no table that is shared refers to a clinic''s table', format('%s: %s', t.name, k.conname)
from tables t
join reference r on r.name = t.name
join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
join tenant_tables f on f.oid = k.confrelid
union all
select 'numbers come from a sequence, not from an identity column', format('%s.%s', t.name, a.attname)
from tenant_tables t join pg_attribute a on a.attrelid = t.oid and a.attidentity <> ''
union all
select 'a function is named here only while it exists', x.name from crossing x
where x.name not in (select format('%s.%s', p.pronamespace::regnamespace, p.proname) from pg_proc p)
union all
-- statement by statement: what follows from, join, update or into is a clinic's table, and tenant_id is compared or written
select 'every query of a clinic''s table names tenant_id, or its function is named here', format('%s: %s', s.name, s.statement)
from (
  select p.name, btrim(regexp_replace(x.statement, '\s+', ' ', 'g')) as statement
  from (
    select format('%s.%s', p.pronamespace::regnamespace, p.proname) as name,
      regexp_replace(regexp_replace(p.prosrc, '--[^\n]*', '', 'g'), '''[^'']*''', '''''', 'g') as source
    from pg_proc p
    where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private') and p.prolang <> (
      select l.oid from pg_language l where l.lanname = 'c')
  ) p, regexp_split_to_table(p.source, ';') x (statement)
) s
where s.name not in (select x.name from crossing x)
  and s.statement !~ '\mtenant_id(,[^()]*\))? (=|<>|in\M|is distinct from)|\minto [^ ]+( as [a-z]+)? ?\(tenant_id\M|\(tenant_id, '
  and s.statement ~ (
    -- one pattern for all tables: Postgres keeps a few compiled ones only
    select format('\m(from|join|update|into) (only )?(%s)\M', string_agg(replace(t.name, '.', '\.'), '|')) from tenant_tables t)
order by 1, 2
