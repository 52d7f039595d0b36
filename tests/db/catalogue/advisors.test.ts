import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillAssistant } from '../support/assistant.ts'
import { addAddon, offerAddon } from '../support/addons.ts'
import { aurora, people, twilioAccounts } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { deletion, at, evolutionEvent, ingest, mariana, message, receive, status } from '../support/events.ts'
import { claimImport, importOf, keepChats, keepPage, old, startImport } from '../support/history.ts'
import { inviteOutsider } from '../support/invitations.ts'
import { answered, getIntake } from '../support/intakes.ts'
import { beginUpload, storedPicture } from '../support/media.ts'
import { claimJobs, createOutbound } from '../support/outbox.ts'
import { templates } from '../support/patient-files.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { applyEvent, asaasEvent, beginPurchase, pendingPurchase, sellPackage } from '../support/purchases.ts'
import {
  breakGlass,
  entryId,
  helena,
  listEntries,
  listNotes,
  otherEntryId,
  saveEntry,
  saveNote,
  signEntry,
  sueli,
} from '../support/record.ts'
import { indexed } from '../support/knowledge.ts'
import {
  holdSeats,
  openShop,
  releaseSeats,
  returnSeats,
  saveItem,
  takeSeats,
  workshop,
} from '../support/shop.ts'
import { giveBack, hold, release, shelve, take } from '../support/stock.ts'
import { supabase } from '../support/supabase-cli.ts'
import { callApi, createKey } from '../support/api-keys.ts'
import { endpointId, saveEndpoint } from '../support/webhooks.ts'
import {
  created,
  publish as publishWorkflow,
  runs,
  task,
  tell,
  work,
  workflow,
} from '../support/workflows.ts'

const db = await createDatabase({ fresh: true })

/**
 * The advisors call an index unused until a query has used it. So the product's own functions run first, on a
 * database that prefers indexes because its tables are small: an index that none of them needs is reported.
 */
beforeAll(async () => {
  await db.asPostgres(async (sql) => {
    const [row] = await sql`select current_database() as name`
    await sql.unsafe(`alter database ${row!.name as string} set enable_seqscan = off`)
  })
  await db.reconnect()

  await receive(db, { provider_message_id: 'A1', address: { phone: mariana } })
  // a conversation of some length, or reading all of it would be cheaper than any index
  await ingest(
    db,
    ...Array.from({ length: 300 }, (_, n) =>
      evolutionEvent([message({ provider_message_id: `L${n}`, occurred_at: at(-n - 1) })]),
    ),
  )
  // and people enough to be searched
  await db.asPostgres(
    (sql) => sql`
    insert into public.conversation_threads (tenant_id, thread_key, contact_name, phone)
    select ${aurora.id}, 'whatsapp:+55119' || n, 'Pessoa ' || md5(n::text), '+55119' || n from generate_series(10000000, 10010000) n`,
  )
  await db.asPostgres((sql) => sql`analyze`)
  await receive(db, { provider_message_id: 'A2', address: { lid: '777' } })
  await receive(db, {
    provider_message_id: 'A3',
    address: { phone: mariana, lid: '777' },
    occurred_at: at(1),
  })
  await ingest(
    db,
    evolutionEvent([status('early', 'read')]),
    evolutionEvent([], { unparsed: 'unknown type' }),
  )
  await createOutbound(db, { clientId: randomUUID() })
  await ingest(
    db,
    evolutionEvent([
      message({
        provider_message_id: 'P1',
        from_me: true,
        sent_via_api: true,
        body: 'Bom dia!',
        occurred_at: at(2),
      }),
    ]),
  )
  await readHistory()
  await beginUpload(db)
  await storedPicture(db)
  await ingest(db, evolutionEvent([deletion('PIC1')]))
  await claimJobs(db)
  await db.asService(async (sql) => {
    await sql`select app.channels_of_meta_account('204400000000601')`
    await sql`select app.twilio_candidates(${twilioAccounts.aurora.sid})`
    await sql`select app.prune_expired()`
    await sql`select app.queue_health()`
    await sql`select app.check_books()`
    await sql`select app.book_health()`
  })
  await inviteOutsider(db)
  await useWorkflows()
  await useAssistant()
  await spendCredits()
  await db.asUser('saas@zelo.test', async (sql) => {
    await sql`select public.saas_list_top_ups()`
    await sql`select public.saas_list_asaas_events()`
    await sql`select public.saas_book_check()`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    const key = `whatsapp:${mariana}`
    await sql`select public.assign_conversation(${aurora.id}, ${key}, ${people['admin@aurora.test'].id})`
    await sql`select public.set_conversation_opt_out(${aurora.id}, ${key}, true)`
    await sql`select public.list_conversations(${aurora.id})`
    await sql`select public.list_conversations(${aurora.id}, 'mine')`
    await sql`select public.list_conversations(${aurora.id}, 'all', 'open', 'mariana lopes')`
    await sql`select public.list_conversations(${aurora.id}, 'waiting')`
    await sql`select public.count_conversations(${aurora.id})`
    await sql`select public.search_global(${aurora.id}, 'dia')`
    await sql`select public.search_global(${aurora.id}, 'mariena 180,00')`
    await sql`select public.search_global(${aurora.id}, '180,00')`
    await sql`select public.list_conversation_events(${aurora.id}, ${key})`
    await sql`select public.list_messages(${aurora.id}, ${key})`
    await sql`select public.list_conversations(${aurora.id}, p_where => '{"column": "in_progress"}')`
    await sql`select public.count_conversation_columns(${aurora.id})`
    await sql`select public.list_changes(${aurora.id}, now())`
    await sql`select public.list_scheduled_messages(${aurora.id})`
    await sql`select public.list_media(${aurora.id}, ${key})`
    await sql`select public.get_today(${aurora.id})`
    await sql`select public.get_autoreply(${aurora.id})`
    await sql`select public.get_queue_metrics(${aurora.id})`
    await sql`select public.list_queue_jobs(${aurora.id})`
    await sql`select public.replay_dead_jobs(${aurora.id})`
    await sql`select public.list_unparsed_events(${aurora.id})`
    await sql`select public.remove_member(${aurora.id}, ${people['recepcao@aurora.test'].id})`
  })
  await meetPeople()
  await keepAgenda()
  await keepMoney()
  await keepRecord()
  await sellThings()
  await sendCampaigns()
  await keepStock()
  await takeOrders()
  await keepKnowledge()
  await keepShop()
  await keepWebhooks()
  await keepAudit()
  await db.asPostgres(async (sql) => {
    await sql`insert into app.job_kinds (kind) values ('abandoned')`
    await sql`delete from app.job_kinds where kind = 'abandoned'`
    // so few messages are read faster without their index
    await sql`set enable_seqscan = off`
    await sql`select from app.message_words where words @@ 'dia'::tsquery`
    await sql`reset enable_seqscan`
    await sql`insert into app.search_kinds (kind, position) values ('abandoned', 99)`
    await sql`delete from app.search_kinds where kind = 'abandoned'`
    await sql`insert into app.export_kinds (key, roles, check_function, file_name) values ('abandoned', '{}', 'app.nobody', 'nada')`
    await sql`delete from app.export_kinds where key = 'abandoned'`
    await sql`insert into app.retention_rules (key, law, reason, counts_from) values ('abandoned', 'Lei', 'Motivo', 'nothing')`
    await sql`delete from app.retention_rules where key = 'abandoned'`
    await sql`select id from public.exports where tenant_id = ${aurora.id} order by created_at desc limit 5`
    for (const table of ['retention_targets', 'default_processing_records'])
      await sql.unsafe(`delete from app.${table} where key = 'abandoned'`)
    await sql`delete from public.retention_policies where target = 'abandoned'`
    await sql`delete from public.processing_records where default_key = 'abandoned'`
    await sql`select 1 from public.erasures where tenant_id = ${aurora.id} and patient_id = ${aurora.id} order by created_at desc limit 1`
    await sql`select 1 from public.privacy_requests where tenant_id = ${aurora.id} and state = 'open' and due_on < now()::date`
    await sql`select 1 from public.privacy_requests where tenant_id = ${aurora.id} and patient_id = ${aurora.id}`
    await sql`select 1 from public.privacy_requests where tenant_id = ${aurora.id} and token_hash = sha256('x'::bytea)`
    await sql`select 1 from public.privacy_incidents where tenant_id = ${aurora.id} order by known_on desc, id limit 5`
    await sql`delete from auth.users where id = ${people['terapeuta@aurora.test'].id}`
    await sql`delete from public.tenants where id = ${aurora.id}`
    await sql`insert into public.channel_kinds select (k).* from (select jsonb_populate_record(k, '{"kind": "other"}') as k from public.channel_kinds k limit 1) o`
    await sql`delete from public.channel_kinds where kind = 'other'`
  })
  await db.reconnect()
}, 240_000)

/** Endpoints with a long log. */
async function keepWebhooks(): Promise<void> {
  await saveEndpoint(db, { events: ['patient.created', 'message.status'] })
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.webhook_deliveries (tenant_id, endpoint_id, event, data, occurred_at, source_key, state)
      select ${aurora.id}, ${endpointId}, 'patient.created', '{}', now(), 'n' || n, case n % 50 when 0 then 'failed' else 'delivered' end
      from generate_series(1, 1000) n`
    await sql`analyze public.webhook_deliveries`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`select public.list_webhook_endpoints(${aurora.id})`
    await sql`select public.list_webhook_deliveries(${aurora.id}, ${endpointId})`
    await sql`select public.list_webhook_deliveries(${aurora.id}, ${endpointId}, true)`
    await sql`select public.replay_webhook_deliveries(${aurora.id}, ${endpointId})`
  })
  await db.asService(
    (sql) =>
      sql`select app.tell_webhooks(${aurora.id}, 'n1', ${sql.json({ event: 'patient.created', at: '2026-01-01T00:00:00Z', patient_id: patientId })})`,
  )
  const { key } = await createKey(db, { scopes: ['patients:write'] })
  await db.asPostgres(async (sql) => {
    await sql`
      insert into app.api_requests (tenant_id, key_id, idempotency_key, operation, arguments_hash)
      select k.tenant_id, k.id, 'n' || n, 'x', 'x' from public.api_keys k, generate_series(1, 1000) n where k.tenant_id = ${aurora.id}`
    await sql`analyze app.api_requests`
  })
  await callApi(db, key!, 'patients.create', { full_name: 'Cora Lima' }, 'first')
  await db.asUser(
    'admin@aurora.test',
    (sql) => sql`
    select public.revoke_api_key(${aurora.id}, (select id from public.api_keys where tenant_id = ${aurora.id} limit 1))`,
  )
  await db.asPostgres(async (sql) => {
    await sql`insert into public.api_scopes (key, position) values ('abandoned:read', 100)`
    await sql`delete from public.api_scopes where key = 'abandoned:read'`
    await sql`insert into public.webhook_event_kinds (key, position) values ('abandoned.event', 100)`
    await sql`delete from public.webhook_event_kinds where key = 'abandoned.event'`
  })
}

/** Files and documents of a patient, among those of many others. */
async function keepPapers(): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`
      insert into app.media_files (tenant_id, id, bucket, state, path, kind, mime_type, bytes)
      select tenant_id, id, 'patient-files', 'stored', tenant_id || '/' || id || '/x.pdf', 'document', 'application/pdf', 1
      from public.patients where tenant_id = ${aurora.id}`
    await sql`
      insert into public.patient_files (tenant_id, id, patient_id, name, mime_type, size, is_clinical, source)
      select tenant_id, id, id, 'x.pdf', 'application/pdf', 1, false, 'upload' from public.patients where tenant_id = ${aurora.id}`
    await sql`
      insert into public.patient_documents (tenant_id, id, patient_id, kind, year, number, template_id, template_version, title, body,
        patient_name, clinic_name, author_id, author_name, is_clinical, issued_at, sha256, file_id)
      select tenant_id, id, id, 'attendance_note', 2025, row_number() over (), id, 0, 'Declaração', 'x', 'x', 'x', id, 'x', false,
        now(), 'x', id from public.patients where tenant_id = ${aurora.id}`
    await sql`analyze public.patient_files, public.patient_documents, app.media_files`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`
      select public.save_document_template(${aurora.id}, ${randomUUID()}, 0, 'summary', 'Resumo', 'Segue.')`
    await sql`
      select public.issue_patient_document(${aurora.id}, ${randomUUID()}, ${patientId}, ${templates.attendance}, 'Declaração', 'Esteve aqui.')`
    await sql`select public.list_patient_files(${aurora.id}, ${patientId})`
    await sql`select public.list_patient_documents(${aurora.id}, ${patientId})`
  })
}

/** Patients and doctors, looked for and left. */
async function meetPeople(): Promise<void> {
  const key = `whatsapp:${mariana}`
  // people enough that reading all of them would be dear
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.patients (tenant_id, full_name, cpf)
      select ${aurora.id}, 'Pessoa ' || md5(n::text), lpad(n::text, 11, '0') from generate_series(1, 2000) n`
    await sql`
      insert into public.contact_phones (tenant_id, entity_type, entity_id, phone)
      select tenant_id, 'patient', id, '+55119' || substr(cpf, 4) from public.patients`
    await sql`
      insert into public.contact_emails (tenant_id, entity_type, entity_id, email)
      select tenant_id, 'patient', id, cpf || '@exemplo.test' from public.patients`
    await sql`analyze`
  })
  const mother = await savePatient(db, {
    as: 'admin@aurora.test',
    id: randomUUID(),
    phones: [{ phone: mariana }],
  })
  await savePatient(db, {
    as: 'admin@aurora.test',
    patient: { full_name: 'Caio Souza', cpf: '52998224725' },
    emails: [{ email: 'caio@exemplo.test' }],
    relations: [{ kinship: 'mother', related_patient_id: mother.patient.id }],
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`select public.save_medico(${aurora.id}, ${randomUUID()}, null, '{"full_name": "Paulo Reis"}')`
    await sql`select public.link_conversation(${aurora.id}, ${key}, ${patientId})`
    await sql`select public.list_conversation_patients(${aurora.id}, ${key})`
    await sql`select public.add_care_team(${aurora.id}, ${patientId}, ${people['terapeuta@aurora.test'].id})`
    await sql`select public.list_care_team(${aurora.id}, ${patientId})`
    await sql`select public.get_patient(${aurora.id}, ${patientId})`
    await sql`select public.list_patients(${aurora.id})`
    await sql`select public.list_patients(${aurora.id}, p_sort => 'newest')`
    await sql`select public.list_medicos(${aurora.id})`
    await sql`
      select public.find_patient_duplicates(${aurora.id}, null, 'Ana', null, '52998224725', ${[mariana]}, ${['caio@exemplo.test']})`
  })
  await keepPapers()
  await fillForms(key)
  await mergePeople(mother.patient.id)
  await db.asUser('dona@aurora.test', (sql) =>
    Promise.all(
      ['answers', 'closings'].map(
        (what) => sql`
          select * from public.list_report_conversations(${aurora.id}, current_date - 30, current_date - 1, ${what})`,
      ),
    ),
  )
  await db.asPostgres(async (sql) => {
    await sql`delete from public.patients where tenant_id = ${aurora.id} and id = ${mother.patient.id}`
    await sql`delete from public.medicos where tenant_id = ${aurora.id}`
    await sql`
      insert into public.document_kinds (key, position, is_clinical, desk_may_issue, takes_cid) values ('abandoned', 99, false, true, false)`
    await sql`delete from public.document_kinds where key = 'abandoned'`
    for (const table of ['public.contact_types', 'public.contact_email_types']) {
      await sql`insert into ${sql(table)} (key, position) values ('abandoned', 99)`
      await sql`delete from ${sql(table)} where key = 'abandoned'`
    }
    await sql`insert into public.notification_kinds (kind, about) values ('abandoned', 'patient')`
    await sql`delete from public.notification_kinds where kind = 'abandoned'`
    await sql`insert into app.alert_kinds (kind) values ('abandoned')`
    await sql`delete from app.alert_kinds where kind = 'abandoned'`
    await sql`select app.raise_alert(${aurora.id}, 'queue_stuck')`
    await sql`delete from public.alerts where tenant_id = ${aurora.id}`
  })
}

/** Campaigns with people enough that an index is cheaper than reading all of them. */
async function sendCampaigns(): Promise<void> {
  const id = randomUUID()
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.campaigns (tenant_id, name, definition) select ${aurora.id}, 'Campanha ' || n, '{"variants": []}' from generate_series(1, 1000) n`
    await sql`insert into public.campaigns (tenant_id, id, name, definition) values (${aurora.id}, ${id}, 'Grande', '{"variants": []}')`
    await sql`
      insert into public.campaign_recipients (tenant_id, campaign_id, position, person_key, address, state, taken_at)
      select ${aurora.id}, ${id}, n, gen_random_uuid(), '+5511' || n, case when n < 2950 then 'sent' when n < 2975 then 'sending' else 'queued' end, now() - interval '2 days'
      from generate_series(1, 3000) n`
    await sql`
      insert into public.contacts (tenant_id, full_name) select ${aurora.id}, 'Contato ' || md5(n::text) from generate_series(1, 500) n`
    await sql`
      insert into public.marketing_permissions (tenant_id, contact_id, source, proof, given_on, revoked_at)
      select tenant_id, id, 'paper', 'Termo', '2026-01-01', now() from public.contacts where tenant_id = ${aurora.id}`
    await sql`
      insert into public.marketing_permissions (tenant_id, patient_id, source, proof, given_on, revoked_at)
      select tenant_id, id, 'paper', 'Termo', '2026-01-01', now() from public.patients where tenant_id = ${aurora.id}`
    await sql`analyze public.campaigns, public.campaign_recipients, public.contacts, public.marketing_permissions`
    for (const [table, where] of [
      ['campaigns', 'true order by created_at desc, id desc limit 1'],
      ['campaign_recipients', `campaign_id = '${id}' and address = '+551112' and state <> 'skipped'`],
      ['campaign_recipients', `campaign_id = '${id}' and state = 'queued' order by position limit 1`],
      ['campaign_recipients', `campaign_id = '${id}' and state = 'sending'`],
      ['campaign_recipients', `campaign_id = '${id}' and position > 2990 order by position limit 1`],
      ['campaign_recipients', `taken_at > now() - interval '1 minute'`],
      ['campaign_recipients', `patient_id = '${id}'`],
      ['campaign_recipients', `contact_id = '${id}'`],
      ['campaign_recipients', `thread_id = '${id}' order by taken_at desc limit 1`],
      ['marketing_permissions', `patient_id = '${id}'`],
      ['marketing_permissions', `contact_id = '${id}'`],
      ['marketing_permissions', `patient_id = '${id}' and revoked_at is null`],
      ['marketing_permissions', `contact_id = '${id}' and revoked_at is null`],
    ])
      await sql.unsafe(`select from public.${table} where tenant_id = '${aurora.id}' and ${where}`)
    await sql`insert into app.automation_reasons (reason, purpose) values ('abandoned', 'service')`
    await sql`delete from app.automation_reasons where reason = 'abandoned'`
    await sql`delete from public.campaigns where tenant_id = ${aurora.id}`
    await sql`delete from public.marketing_permissions where tenant_id = ${aurora.id}`
    await sql`delete from public.contacts where tenant_id = ${aurora.id}`
  })
}

/** A clinic sells: people, companies, deals and leads enough that an index is cheaper than reading all of them. */
async function sellThings(): Promise<void> {
  const { id: owner } = people['admin@aurora.test']
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.contacts (tenant_id, full_name) select ${aurora.id}, 'Contato ' || md5(n::text) from generate_series(1, 2000) n`
    await sql`
      insert into public.companies (tenant_id, name, cnpj)
      select ${aurora.id}, 'Empresa ' || md5(n::text), lpad(n::text, 14, '0') from generate_series(1, 1000) n`
    await sql`
      insert into public.deals (tenant_id, title, pipeline_id, stage_id)
      select s.tenant_id, 'Negócio ' || n, s.pipeline_id, s.id from public.pipeline_stages s, generate_series(1, 500) n where s.tenant_id = ${aurora.id}`
    await sql`
      insert into public.crm_leads (tenant_id, full_name, email, phone)
      select ${aurora.id}, 'Lead ' || n, n || '@lead.test', '+55118' || lpad(n::text, 8, '0') from generate_series(1, 2000) n`
    await sql`
      insert into public.sales_events (tenant_id, entity, deal_id, kind)
      select tenant_id, 'deal', id, 'created' from public.deals where tenant_id = ${aurora.id}`
    await sql`
      insert into public.sales_events (tenant_id, entity, contact_id, kind)
      select tenant_id, 'contact', id, 'created' from public.contacts where tenant_id = ${aurora.id}`
    await sql`
      insert into public.sales_events (tenant_id, entity, company_id, kind)
      select tenant_id, 'company', id, 'created' from public.companies where tenant_id = ${aurora.id}`
    await sql`
      insert into public.sales_events (tenant_id, entity, lead_id, kind)
      select tenant_id, 'lead', id, 'created' from public.crm_leads where tenant_id = ${aurora.id}`
    await sql`
      insert into public.crm_lead_sync (tenant_id, lead_id, place, contact_code, status)
      select tenant_id, id, '000123:2', row_number() over (order by id), 'synced' from public.crm_leads where tenant_id = ${aurora.id}`
    await sql`
      insert into public.crm_sync_logs (tenant_id, direction, kind, lead_id)
      select tenant_id, 'in', 'created', id from public.crm_leads where tenant_id = ${aurora.id}`
    await sql`
      insert into public.tasks (tenant_id, id, title, due_on, done_at)
      select ${aurora.id}, gen_random_uuid(), 'Tarefa ' || n, current_date, now() from generate_series(1, 1000) n`
    await sql`analyze`
  })
  const id = randomUUID()
  await db.asUser('admin@aurora.test', async (sql) => {
    const contact = sql.json({ full_name: 'Nina Prado', company_id: id, owner_id: owner })
    await sql`select public.save_custom_field(${aurora.id}, ${id}, '{"entity": "contact", "label": "Convênio", "type": "text"}')`
    await sql`select public.save_company(${aurora.id}, ${id}, null, '{"name": "Sol", "cnpj": "11222333000181"}', '[{"phone": "1134567890"}]')`
    await sql`
      select public.save_contact(${aurora.id}, ${id}, null, ${contact}, '[{"phone": "11977770001"}]', '[{"email": "n@exemplo.test"}]',
        array(select t.id from public.conversation_tags t where t.tenant_id = ${aurora.id} limit 1))`
    await sql`select public.save_lead_form(${aurora.id}, ${id}, ${sql.json({ title: 'Fale', owner_id: owner })})`
    await sql`select public.save_lead(${aurora.id}, ${id}, null, '{"full_name": "Nina Prado", "email": "n@exemplo.test"}')`
    await sql`select public.convert_lead(${aurora.id}, ${id}, ${id}, '{}', true)`
    await sql`select public.begin_import(${aurora.id}, ${id}, 'leads', 'base.csv', 20)`
    await sql`select public.start_import(${aurora.id}, ${id}, 'fill', '{"columns": ["name"]}')`
    await sql`select public.list_imports(${aurora.id})`
    await sql`select public.preview_import(${aurora.id}, 'deals', ${sql.json([{ n: 1, name: 'Nina Prado', phones: [], emails: [], fields: { title: 'Nina' } }])})`
    for (const list of ['contacts', 'companies', 'deals', 'leads', 'activities'])
      await sql.unsafe(`select public.list_${list}('${aurora.id}')`)
    await sql`select public.list_contacts(${aurora.id}, p_sort => 'newest')`
    const tree = sql.json({ logic: 'AND', rules: [{ field: 'name', op: 'starts', value: 'nina' }] })
    await sql`select public.create_segment(${aurora.id}, ${id}, 'Ninas', 'contacts', ${tree})`
    await sql`select public.list_leads(${aurora.id}, p_sort => 'score')`
    await sql`select public.list_activities(${aurora.id}, '{"state": "done"}')`
    await sql`select public.get_contact(${aurora.id}, ${id})`
    await sql`select public.get_company(${aurora.id}, ${id})`
    await sql`select public.get_sales_settings(${aurora.id})`
    await sql`select public.get_deal(${aurora.id}, ${id})`
    await sql`select public.get_deal_stats(${aurora.id}, p.id) from public.pipelines p where p.tenant_id = ${aurora.id}`
    for (const of of ['person', 'company', 'deal', 'lead'])
      await sql`select public.list_timeline(${aurora.id}, ${of}, ${id})`
    await sql`select public.list_lead_sync(${aurora.id})`
    await sql`select public.list_lead_sync(${aurora.id}, 'synced')`
    await sql`select public.list_sync_logs(${aurora.id})`
    await sql`select public.list_sync_logs(${aurora.id}, ${id})`
    await sql`select public.open_conversation_deal(${aurora.id}, ${`whatsapp:${mariana}`}, ${randomUUID()})`
    await sql`select public.list_conversation_sales(${aurora.id}, ${`whatsapp:${mariana}`})`
  })
  await db.asPostgres(async (sql) => {
    for (const table of ['contacts', 'companies', 'deals', 'crm_leads', 'lead_forms'])
      await sql.unsafe(
        `update public.${table} set owner_id = null where tenant_id = '${aurora.id}' and owner_id = '${owner}'`,
      )
    await sql`
      insert into public.crm_leads (tenant_id, full_name, more_phones, more_emails)
      select ${aurora.id}, 'Lead', array['+55117' || lpad(n::text, 8, '0')], array[n || '@outro.test'] from generate_series(1, 1000) n`
    await sql`analyze public.crm_leads`
    for (const kind of ['leads', 'contacts'])
      await sql`select app.match_imported_${sql.unsafe(kind)}(${aurora.id}, array[(1, 'Nina', 'nina', null, null, '{+5511700000001}', '{n@exemplo.test}',
        null, '{}', '{}', '{}', null, null, null, null)::app.import_row])`
    await sql`insert into app.import_kinds select 'abandoned', 99, '{}', 'x', 'x', '{}', 'app.x', 'app.x', '{}'`
    await sql`delete from app.import_kinds where key = 'abandoned'`
    await sql`select from public.contacts where tenant_id = ${aurora.id} and patient_id = ${id}`
    await sql`delete from public.conversation_tags where tenant_id = ${aurora.id} and archived_at is not null`
    await sql`insert into app.segment_entities (key, position, source, title) values ('abandoned', 99, 'public.contacts e', 'e.full_name')`
    await sql`delete from app.segment_entities where key = 'abandoned'`
    await sql`insert into public.lead_origins (key, position) values ('abandoned', 99)`
    await sql`delete from public.lead_origins where key = 'abandoned'`
    await sql`insert into public.modules (key, position, is_on_by_default, needs) values ('abandoned', 99, true, 'sales')`
    await sql`delete from public.modules where key = 'abandoned'`
    await sql`insert into public.activity_kinds (key, position, is_planned) values ('abandoned', 99, true)`
    await sql`delete from public.activity_kinds where key = 'abandoned'`
    await sql`
      insert into public.deal_lost_reasons (tenant_id, id, name) values (${aurora.id}, ${id}, 'Abandonado')`
    await sql`delete from public.deal_lost_reasons where tenant_id = ${aurora.id} and id = ${id}`
    await sql`select from public.crm_lead_sync where tenant_id = ${aurora.id} and contact_code = '7'`
    await sql`select from public.contact_tags where tenant_id = ${aurora.id} and tag_id = ${id}`
    await sql`delete from public.crm_leads where tenant_id = ${aurora.id}`
    await sql`delete from public.deals where tenant_id = ${aurora.id}`
    await sql`delete from public.contacts where tenant_id = ${aurora.id}`
    await sql`delete from public.companies where tenant_id = ${aurora.id}`
    await sql`delete from public.lead_forms where tenant_id = ${aurora.id}`
    await sql`delete from app.lead_form_routes where tenant_id = ${aurora.id}`
  })
}

/** A clinic sells from its shelves: holds, hands over, takes back. */
async function keepStock(): Promise<void> {
  const { variant, place } = await shelve(db, { quantity: 5000 })
  const owners = Array.from({ length: 200 }, () => randomUUID())
  for (const owner of owners) await hold(db, owner, [{ variant_id: variant, quantity: 2 }])
  const lotted = await shelve(db, { lots: [{ code: 'L1', expires: null, quantity: 2 }] })
  const id = randomUUID()
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.products (tenant_id, kind, name) select ${aurora.id}, 'service', 'Serviço ' || md5(n::text) from generate_series(1, 2000) n`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`select public.save_supplier(${aurora.id}, ${id}, '{"name": "Aromas do Sul"}')`
  })
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.purchase_orders (tenant_id, number, supplier_id, place_id)
      select ${aurora.id}, n, ${id}, ${place} from generate_series(2, 2000) n`
    await sql`
      insert into public.purchase_order_items (tenant_id, purchase_id, variant_id, quantity)
      select o.tenant_id, o.id, ${lotted.variant}, 1 from public.purchase_orders o where o.tenant_id = ${aurora.id}`
    await sql`
      insert into public.purchase_receipts (tenant_id, id, purchase_id)
      select o.tenant_id, gen_random_uuid(), o.id from public.purchase_orders o where o.tenant_id = ${aurora.id}`
    await sql`
      insert into public.stock_counts (tenant_id, id, place_id, state, closed_at)
      select ${aurora.id}, gen_random_uuid(), ${place}, 'applied', now() from generate_series(1, 2000) n`
    await sql`
      insert into public.stock_count_lines (tenant_id, count_id, variant_id, lot_id, counted, expected)
      select c.tenant_id, c.id, l.variant_id, l.id, 1, 1 from public.stock_counts c
      join public.stock_lots l on l.tenant_id = c.tenant_id and l.variant_id = ${lotted.variant} where c.tenant_id = ${aurora.id}`
    await sql`analyze`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    const purchase = {
      supplier_id: id,
      items: [{ variant_id: lotted.variant, quantity: 2, cost_cents: 100 }],
    }
    await sql`select public.save_purchase(${aurora.id}, ${id}, null, ${sql.json(purchase)})`
    const [item] =
      await sql`select i.id from public.purchase_order_items i where i.tenant_id = ${aurora.id} and i.purchase_id = ${id}`
    await sql`
      select public.receive_purchase(${aurora.id}, ${id}, ${id}, ${sql.json([{ item_id: item!.id as string, quantity: 1, lot: 'L9' }])})`
    await sql`select public.begin_stock_count(${aurora.id}, ${id}, ${place})`
    await sql`select public.count_stock(${aurora.id}, ${id}, ${variant}, null, 5000)`
    await sql`select public.list_products(${aurora.id})`
    await sql`select public.list_stock(${aurora.id})`
    await sql`select public.list_stock_moves(${aurora.id})`
    await sql`select public.get_purchase(${aurora.id}, ${id})`
    await sql`select public.list_suppliers(${aurora.id})`
  })
  await db.asPostgres(async (sql) => {
    await sql`select from public.stock_counts c where c.tenant_id = ${aurora.id} and c.place_id = ${place} order by c.created_at desc limit 1`
    await sql`insert into public.stock_needs (tenant_id, variant_id, purchase_id) values (${aurora.id}, ${variant}, ${id})`
    await sql`update public.product_variants v set supplier_id = ${id} where v.tenant_id = ${aurora.id} and v.id = ${lotted.variant}`
    await sql`select from public.product_variants v where v.tenant_id = ${aurora.id} and v.supplier_id = ${id}`
    await sql`update public.product_variants v set supplier_id = null where v.tenant_id = ${aurora.id} and v.supplier_id = ${id}`
    await sql`delete from public.purchase_orders o where o.tenant_id = ${aurora.id} and o.id = ${id}`
    await sql`delete from public.suppliers s where s.tenant_id = ${aurora.id} and s.company_id = ${id}`
  })
  await db.asPostgres((sql) => sql`analyze`)
  await take(db, owners[0]!)
  await giveBack(db, owners[0]!, [{ variant_id: variant, quantity: 1 }])
  await release(db, owners[1]!)
  await hold(db, owners[2]!, [{ variant_id: lotted.variant, quantity: 1 }])
  await take(db, owners[2]!)
  await db.asPostgres(async (sql) => {
    const id = randomUUID()
    await sql`insert into public.session_types (tenant_id, id, name) values (${aurora.id}, ${id}, 'Vendida na loja')`
    await sql`delete from public.session_types where tenant_id = ${aurora.id} and id = ${id}`
    await sql`insert into public.stock_places (tenant_id, id, name) values (${aurora.id}, ${id}, 'Sala vazia')`
    await sql`delete from public.stock_places where tenant_id = ${aurora.id} and id = ${id}`
    await sql`insert into public.products (tenant_id, id, kind, name) values (${aurora.id}, ${id}, 'physical', 'Nunca vendido')`
    await sql`
      insert into public.product_variants (tenant_id, id, product_id, sku, barcode) values (${aurora.id}, ${id}, ${id}, 'NADA', '12345670')`
    await sql`insert into public.stock_lots (tenant_id, id, variant_id, code) values (${aurora.id}, ${id}, ${id}, 'X')`
    await sql`delete from public.stock_lots where tenant_id = ${aurora.id} and id = ${id}`
    await sql`delete from public.products where tenant_id = ${aurora.id} and id = ${id}`
    await sql`insert into public.product_kinds (key, position, has_stock, is_shipped, has_seats, gives_sessions, invoice)
      values ('abandoned', 99, false, false, false, false, 'nfe')`
    await sql`delete from public.product_kinds where key = 'abandoned'`
    await sql`insert into public.stock_reasons (key, position, adds) values ('abandoned', 99, true)`
    await sql`delete from public.stock_reasons where key = 'abandoned'`
    await sql`
      select from public.stock_moves m where m.tenant_id = ${aurora.id} and m.place_id = ${place} order by m.number desc limit 10`
    await sql`
      select from public.stock_moves m where m.tenant_id = ${aurora.id} and m.variant_id = ${variant} order by m.number desc limit 10`
    await sql`select from public.product_variants v where v.tenant_id = ${aurora.id} and v.sku = 'NADA'`
    await sql`
      select from public.product_variants v where v.tenant_id = ${aurora.id} and v.barcode = '12345670' and v.archived_at is null`
    await sql`
      select from public.product_variants v where v.tenant_id = ${aurora.id} and v.product_id = ${id} and v.choices = '{}' and v.archived_at is null`
  })
}

/** Documents are indexed, searched, listed and deleted; the catalogue follows what is sold. */
async function keepKnowledge(): Promise<void> {
  const save = (sql: TransactionSql, id: string, body: string) =>
    sql`select public.save_ai_document(${aurora.id}, ${id}, 'text', 'Endereço', ${body})`
  const vector = Array.from({ length: 8 }, () => 0.5)
  for (let n = 0; n < 8; n++)
    await indexed(
      db,
      randomUUID(),
      Array.from({ length: 30 }, (_, at) => `A clínica ${n} fica na rua ${at}.`),
    )
  await db.asUser('dona@aurora.test', async (sql) => {
    const id = randomUUID()
    await save(sql, id, 'Rua das Flores')
    await sql`select public.cancel_ai_indexing(${aurora.id}, ${id})`
    await sql`select public.delete_ai_document(${aurora.id}, ${id})`
    await sql`select public.list_ai_documents(${aurora.id})`
    await sql`select from public.ai_documents where tenant_id = ${aurora.id} order by updated_at desc, id desc limit 20`
  })
  await db.asService(async (sql) => {
    for (let n = 0; n < 20; n++)
      await sql`select from app.search_knowledge(${aurora.id}, 'onde fica a clínica?', ${vector}, 10, 'test')`
    await sql`select app.refresh_catalogue(${aurora.id})`
    await sql`select app.keep_answer(${aurora.id}, 'Onde fica?', 1, '{}')`
    await sql`select app.kept_answer(${aurora.id}, 'Onde fica?')`
    await sql`delete from app.ai_answers where expires_at <= now()`
  })
}

/** Orders are placed, paid and looked at from every side. */
async function takeOrders(): Promise<void> {
  const { variant, product } = await shelve(db, { quantity: 5000 })
  await db.asPostgres(async (sql) => {
    await sql`insert into public.coupons (tenant_id, code, kind, value) values (${aurora.id}, 'VOLTA10', 'percent', 10)`
    for (let n = 0; n < 120; n++) {
      const wish = {
        coupon: 'VOLTA10',
        items: [{ variant_id: variant, quantity: 1 }],
        ...(n % 20 === 0 ? { patient_id: patientId } : {}),
      }
      const id = randomUUID()
      await sql`select app.place_order(${aurora.id}, ${id}, ${sql.json(wish)})`
      if (n % 3 === 0)
        await sql`select app.apply_order_payment(${aurora.id}, ${id}, 'desk', ${id}, 4491, 'cash')`
    }
    await sql`
      insert into app.stripe_accounts (tenant_id, id, livemode, account_ref, key_hint, disconnected_at)
      values (${aurora.id}, ${variant}, false, 'acct_1', 'ora1', now())`
    await sql`
      insert into app.stripe_checkouts (tenant_id, id, account_id, order_id, amount_cents, session_id, payment_intent_id, expires_at)
      select o.tenant_id, o.id, ${variant}, o.id, 100, 'cs_' || o.id, 'pi_' || o.id, now() from public.orders o`
    await sql`
      insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, entry_id, reason)
      select p.tenant_id, p.id, p.order_id, p.id, 'late', 'stripe', 're_' || p.id, 1, p.entry_id, 'x' from public.order_payments p`
    await sql`
      insert into public.order_invoices (tenant_id, order_id, kind, amount_cents, content)
      select o.tenant_id, o.id, 'nfe', 4491, '{}' from public.orders o where o.paid_at is not null`
    await sql`
      insert into public.reviews (tenant_id, order_id, product_id, stars, shown_name)
      select o.tenant_id, o.id, ${product}, 5, 'Ana P.' from public.orders o`
    await sql`analyze`
    const [one] = await sql<{ id: string; payer_id: string; page_key: string; coupon_id: string }[]>`
      select id, payer_id, page_key, coupon_id from public.orders where patient_id is not null and paid_at is not null limit 1`
    const { id, payer_id: payer, page_key: page, coupon_id: coupon } = one!
    await sql`select app.refresh_order(${aurora.id}, ${id})`
    await sql`select app.order_json(${aurora.id}, ${id})`
    await sql`select from public.orders where tenant_id = ${aurora.id} order by created_at desc, id desc limit 5`
    await sql`select from public.orders where tenant_id = ${aurora.id} and state = 'pending' order by created_at desc, id desc limit 5`
    await sql`select from public.orders where tenant_id = ${aurora.id} and payer_id = ${payer}`
    await sql`select from public.orders where tenant_id = ${aurora.id} and contact_id = ${id} order by created_at`
    await sql`select from public.orders where tenant_id = ${aurora.id} and patient_id = ${patientId} order by created_at`
    await sql`select from public.orders where tenant_id = ${aurora.id} and thread_id = ${id}`
    await sql`select from public.orders where tenant_id = ${aurora.id} and coupon_id = ${id}`
    await sql`select from public.orders where page_key = ${page} and tenant_id = ${aurora.id}`
    await sql`select from public.orders where tenant_id = ${aurora.id} and number = 7`
    await sql`select from public.order_items where tenant_id = ${aurora.id} and order_id = ${id} order by position`
    await sql`select from public.order_items where tenant_id = ${aurora.id} and variant_id = ${id}`
    await sql`select from public.order_items where tenant_id = ${aurora.id} and session_id = ${id}`
    await sql`select from public.order_items where tenant_id = ${aurora.id} and patient_id = ${id}`
    await sql`select from public.order_items where tenant_id = ${aurora.id} and entry_id = ${id}`
    await sql`select from public.order_items where tenant_id = ${aurora.id} and slot_id = ${id}`
    await sql`select from public.order_buyers where tenant_id = ${aurora.id} and phone = 'x'`
    await sql`select from public.order_vouchers where tenant_id = ${aurora.id} and order_id = ${id}`
    await sql`select from public.order_vouchers where tenant_id = ${aurora.id} and code = 'x'`
    await sql`select from public.order_vouchers where tenant_id = ${aurora.id} and item_id = ${id}`
    await sql`select from public.order_downloads where tenant_id = ${aurora.id} and file_id = ${id}`
    await sql`select from public.product_files where tenant_id = ${aurora.id} and product_id = ${id} order by created_at`
    await sql`select from public.catalog_items where tenant_id = ${aurora.id} and therapist_id = ${id}`
    await sql`select from public.order_payments where tenant_id = ${aurora.id} and order_id = ${id} order by created_at`
    await sql`select from public.order_payments where tenant_id = ${aurora.id} and state = 'late' order by created_at`
    await sql`select from public.order_payments where tenant_id = ${aurora.id} and provider = 'desk' and reference = ${id}`
    await sql`select from public.order_payments where tenant_id = ${aurora.id} and entry_id = ${id}`
    await sql`select from public.order_refunds where tenant_id = ${aurora.id} and order_id = ${id} order by created_at`
    await sql`select from public.order_refunds where tenant_id = ${aurora.id} and payment_id = ${id}`
    await sql`select from public.order_refunds where tenant_id = ${aurora.id} and entry_id = ${id}`
    await sql`select from public.order_refunds where tenant_id = ${aurora.id} and provider = 'stripe' and reference = 'x'`
    await sql`select from public.order_events where tenant_id = ${aurora.id} and order_id = ${id} order by id`
    await sql`select from public.order_invoices where tenant_id = ${aurora.id} and order_id = ${id} order by created_at`
    await sql`select from public.order_invoices where tenant_id = ${aurora.id} and order_id = ${id} and kind = 'nfe' and state <> 'cancelled'`
    await sql`select from public.order_invoices where tenant_id = ${aurora.id} and id = ${id}`
    await sql`select from public.reviews where tenant_id = ${aurora.id} order by created_at desc, id desc limit 5`
    await sql`select from public.reviews where tenant_id = ${aurora.id} and order_id = ${id} and product_id = ${id}`
    await sql`select from public.reviews where tenant_id = ${aurora.id} and product_id = ${id} and state = 'published' order by created_at desc`
    await sql`select from public.reviews where tenant_id = ${aurora.id} and id = ${id}`
    await sql`select from public.coupons where tenant_id = ${aurora.id} and code = 'VOLTA10' and archived_at is null`
    await sql`select from public.coupon_uses where tenant_id = ${aurora.id} and order_id = ${id}`
    await sql`select from public.coupon_uses where tenant_id = ${aurora.id} and payer_id = ${id}`
    await sql`select from public.coupon_uses where tenant_id = ${aurora.id} and coupon_id = ${coupon} and order_id = ${id}`
    await sql`select from public.money_charges where tenant_id = ${aurora.id} and order_id = ${id}`
    await sql`select from app.stripe_checkouts where tenant_id = ${aurora.id} and session_id = ${`cs_${id}`}`
    await sql`select from app.stripe_checkouts where tenant_id = ${aurora.id} and payment_intent_id = ${`pi_${id}`}`
    await sql`select from app.stripe_checkouts where tenant_id = ${aurora.id} and order_id = ${id}`
    await sql`select from app.stripe_checkouts where tenant_id = ${aurora.id} and account_id = ${id}`
    await sql`select from app.stripe_checkouts where tenant_id = ${aurora.id} and id = ${id}`
  })
}

/** A shop is opened, looked at and closed; seats of a date are held, sold and given back. */
async function keepShop(): Promise<void> {
  const { product, slot } = await workshop(db, 400)
  const owners = Array.from({ length: 200 }, () => randomUUID())
  for (const owner of owners) await holdSeats(db, slot, 2, owner)
  await openShop(db)
  const { slug } = await saveItem(db, product, { is_published: true })
  await db.asPostgres((sql) => sql`analyze`)
  await takeSeats(db, owners[0]!)
  await returnSeats(db, owners[0]!, slot, 1)
  await releaseSeats(db, owners[1]!)
  await db.asService(async (sql) => {
    await sql`select app.open_shop('aurora', '{}', 'ip'), app.open_shop_item('aurora', ${slug}, 'ip'), app.shop_addresses('aurora')`
  })
  await db.asPostgres(async (sql) => {
    await sql`delete from public.schedule_slots where tenant_id = ${aurora.id} and id = ${slot}`
    await sql`delete from public.products where tenant_id = ${aurora.id} and id = ${product}`
    await sql`delete from app.shop_routes where tenant_id = ${aurora.id}`
  })
}

/** A therapist writes, signs, adds and reads; a supervisor has an emergency. */
async function keepRecord(): Promise<void> {
  await saveEntry(db)
  await signEntry(db)
  await saveEntry(db, { id: otherEntryId, entry: { kind: 'addendum', addendum_to: entryId } })
  await saveNote(db)
  await listNotes(db)
  // a record of some length
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.record_entries (tenant_id, id, patient_id, kind, occurred_on, content, author_id, author_name)
      select p.tenant_id, gen_random_uuid(), p.id, 'other', '2026-01-01', '{"type": "doc"}', p.id, 'x' from public.patients p
      where p.tenant_id = ${aurora.id}`
    await sql`analyze public.record_entries`
  })
  await listEntries(db)
  await breakGlass(db)
  await listEntries(db, sueli)
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.record_reads (tenant_id, patient_id, entry_id, note_id, user_id, user_name, kind)
      select e.tenant_id, e.patient_id, e.id, null, e.author_id, 'x', 'read' from public.record_entries e
      union all
      select n.tenant_id, n.patient_id, null, n.id, n.author_id, 'x', 'read' from public.private_notes n, generate_series(1, 50)`
    await sql`analyze public.record_reads`
  })
  await db.asUser(helena, async (sql) => {
    await sql`select public.list_pending_entries(${aurora.id})`
    await sql`select public.list_record_reads(${aurora.id}, ${patientId})`
    await sql`select public.list_record_templates(${aurora.id})`
  })
}

/** Somebody is there twice, and is not, after all. */
async function mergePeople(motherId: string): Promise<void> {
  const [twin, merge] = [randomUUID(), randomUUID()]
  const phones = [{ phone: mariana }]
  // merges enough that reading all of them would be dear
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.patient_merges (tenant_id, id, survivor_id, merged_id, undone_at)
      select a.tenant_id, gen_random_uuid(), a.id, b.id, now() from public.patients a
      join public.patients b on b.tenant_id = a.tenant_id and b.cpf::bigint = a.cpf::bigint + 1`
    await sql`analyze public.patient_merges`
  })
  await savePatient(db, {
    as: 'admin@aurora.test',
    id: twin,
    patient: { full_name: 'Mariana de Sousa' },
    phones,
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`select public.list_merge_candidates(${aurora.id})`
    await sql`select public.preview_patient_merge(${aurora.id}, ${motherId}, ${twin})`
    await sql`select public.merge_patients(${aurora.id}, ${merge}, ${motherId}, 1, ${twin}, 1)`
    await sql`select public.list_patient_merges(${aurora.id})`
    await sql`select public.list_patient_merges(${aurora.id}, ${motherId})`
    await sql`select public.undo_patient_merge(${aurora.id}, ${merge})`
    await sql`select public.set_patients_distinct(${aurora.id}, ${motherId}, ${twin}, true)`
  })
  await db.asPostgres(
    (sql) => sql`delete from public.patients where tenant_id = ${aurora.id} and id = ${twin}`,
  )
}

/** An agenda that is booked, moved, read and left. */
async function keepAgenda(): Promise<void> {
  const me = people['admin@aurora.test'].id
  await db.asUser('admin@aurora.test', async (sql) => {
    const form = { therapist_id: me, session_type_id: me, room_id: me, patient_ids: [patientId] }
    const weekly = sql.json({ ...form, start_local: '2027-03-02T15:00', freq: 'weekly', count: 30 })
    await sql`select public.save_therapist(${aurora.id}, ${me}, '{}')`
    await sql`select public.save_room(${aurora.id}, ${me}, 'Sala azul')`
    await sql`select public.save_session_type(${aurora.id}, ${me}, '{"name": "Individual"}')`
    await sql`
      select public.save_working_hours(${aurora.id}, ${me}, '[{"weekday": "tue", "from_time": "08:00", "until_time": "18:00"}]')`
    await sql`
      select public.save_agenda_exception(${aurora.id}, ${me}, '{"kind": "recess", "from_local": "2027-01-01", "until_local": "2027-01-10"}')`
    await sql`select public.save_clinic_holiday(${aurora.id}, ${me}, '2027-01-25', 'Aniversário da cidade')`
    await sql`select public.save_agenda_day_note(${aurora.id}, ${me}, '2027-03-02', 'Dedetização')`
    const [series] = await sql`select public.preview_series(${aurora.id}, ${weekly}) as preview`
    const { occurrences } = series!.preview as { occurrences: { date: string; needs_decision: boolean }[] }
    const held = occurrences.filter(({ needs_decision }) => needs_decision)
    const decisions = sql.json(Object.fromEntries(held.map(({ date }) => [date, { action: 'keep' }])))
    await sql`select public.book_series(${aurora.id}, ${me}, ${weekly}, ${decisions})`
    const [first] = await sql`
      select id, version from public.sessions where tenant_id = ${aurora.id} and series_id = ${me} order by slot_date limit 1`
    const { id, version } = first as unknown as { id: string; version: number }
    await sql`
      select public.move_session(${aurora.id}, ${id}, ${version}, '2027-03-02T16:00', p_scope => 'following', p_decisions => ${decisions})`
  })
  // others of the clinic have far more
  await db.asPostgres(async (sql) => {
    const other = people['dona@aurora.test'].id
    await sql`insert into public.therapists (tenant_id, user_id, name) values (${aurora.id}, ${other}, 'Dona Aurora')`
    await sql`
      insert into public.rooms (tenant_id, name) select ${aurora.id}, 'Sala ' || n from generate_series(1, 20) n`
    await sql`
      insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time, room_id)
      select r.tenant_id, ${other}, 'mon', '08:00', '09:00', r.id from public.rooms r, generate_series(1, 20)`
    await sql`
      insert into public.session_series (tenant_id, therapist_id, room_id, session_type_id, freq, weekdays, count, start_date, start_time, minutes)
      select r.tenant_id, ${other}, r.id, ${me}, 'weekly', '{mon}', 1, '2027-03-01', '08:00', 50 from public.rooms r, generate_series(1, 20)`
    await sql`
      insert into public.sessions (tenant_id, therapist_id, room_id, session_type_id, starts_at, ends_at, status, blocks_time)
      select r.tenant_id, ${other}, r.id, ${me}, '2027-03-01', '2027-03-02'::timestamptz - interval '13 hours', 'cancelled', false
      from public.rooms r, generate_series(1, 20)`
    await sql`
      insert into public.waiting_slots (tenant_id, therapist_id, room_id, starts_at, ends_at, is_automatic, status, ended_at)
      select r.tenant_id, ${other}, r.id, '2027-03-01', '2027-03-02', false, 'ended', now() from public.rooms r, generate_series(1, 20)`
    await sql`analyze`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    const [first] =
      await sql`select id from public.sessions where tenant_id = ${aurora.id} order by starts_at limit 1`
    await sql`select public.get_session(${aurora.id}, ${first!.id as string})`
    await sql`select public.list_agenda(${aurora.id}, '2027-03-01', '2027-03-07')`
    await sql`select public.list_patient_sessions(${aurora.id}, ${patientId})`
    await sql`select public.list_working_hours(${aurora.id}, ${me})`
    await sql`select public.find_free_slots(${aurora.id}, ${me}, 50)`
    await sql`
      select public.save_booking_settings(${aurora.id}, '{"is_open": true, "horizon_weeks": 26}', ${sql.json([
        { therapist_id: me, session_type_id: me },
      ])})`
    await keepWaitingList(sql, me)
    await keepReminders(sql)
  })
  await bookOnline()
  await db.asPostgres(async (sql) => {
    await sql`select from public.sessions where tenant_id = ${aurora.id} and therapist_id = ${me} order by starts_at desc limit 1`
    await sql`delete from public.rooms where tenant_id = ${aurora.id} and name = 'Sala 1'`
    await sql`delete from public.therapists where tenant_id = ${aurora.id} and user_id = ${me}`
    await sql`delete from public.session_types where tenant_id = ${aurora.id}`
    await sql`
      insert into public.session_statuses (key, position, blocks_time, is_outcome, prevails) values ('abandoned', 99, false, true, 99)`
    await sql`delete from public.session_statuses where key = 'abandoned'`
  })
}

/** Somebody who books by the public page; many did before. */
async function bookOnline(): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.online_bookings (tenant_id, session_id, patient_id, status, is_new, is_first_visit, full_name, phone)
      select s.tenant_id, s.id, ${patientId}, 'booked', false, false, 'Ana Prado', '+5511988776655'
      from public.sessions s where s.tenant_id = ${aurora.id} limit 300`
    await sql`
      insert into app.booking_routes (key_hash, tenant_id) select sha256(n::text::bytea), ${aurora.id} from generate_series(1, 300) n`
    await sql`analyze public.online_bookings, app.booking_routes`
    const [settings] = await sql`select slug from public.booking_settings where tenant_id = ${aurora.id}`
    const [offer] = await sql`select id from public.booking_offers where tenant_id = ${aurora.id}`
    await sql`select app.open_booking_page(${settings!.slug as string}, ${offer!.id as string}, null, 'x')`
    const [row] = await sql`select id, session_id from public.online_bookings limit 1`
    await sql`select from public.online_bookings where tenant_id = ${aurora.id} and session_id = ${row!.session_id as string}`
    await sql`select from public.online_bookings where tenant_id = ${aurora.id} and patient_id = ${patientId}`
    await sql`delete from public.online_bookings where tenant_id = ${aurora.id} and id = ${row!.id as string}`
  })
}

/** PIX of two accounts, of which the smaller one is looked at and goes. */
async function askByPix(sql: TransactionSql, me: string): Promise<void> {
  for (const [id, ended] of [
    [me, null],
    [patientId, '2026-01-01'],
  ] as const)
    await sql`
      insert into app.pix_accounts (tenant_id, id, environment, key_hint, webhook_sha256, disconnected_at)
      values (${aurora.id}, ${id}, 'sandbox', 'zelo', ${'ab'.repeat(32)}, ${ended})`
  await sql`
    insert into app.pix_charges (tenant_id, id, account_id, payer_id, amount_cents, cpf_cnpj, due_on, asaas_payment_id, status)
    select c.tenant_id, c.id, case when c.patient_id = ${patientId} then ${me}::uuid else ${patientId}::uuid end, c.payer_id, 1,
      '11144477735', '2026-01-01', 'pay_' || c.id, 'pending'
    from public.money_charges c where c.tenant_id = ${aurora.id}`
  await sql`
    insert into app.pix_charge_items (tenant_id, pix_charge_id, charge_id, amount_cents)
    select p.tenant_id, p.id, p.id, 1 from app.pix_charges p`
  await sql`
    insert into app.pix_events (tenant_id, id, account_id, event_type)
    select p.tenant_id, 'evt_' || p.id, p.account_id, 'PAYMENT_CREATED' from app.pix_charges p`
  await sql`
    insert into app.pix_payments (tenant_id, asaas_payment_id, pix_charge_id, entry_id)
    select p.tenant_id, 'pay_' || p.id || n, p.id, m.id
    from app.pix_charges p cross join generate_series(1, 5) n
    cross join (select id from public.money_payments where tenant_id = ${aurora.id} limit 1) m`
  await sql`analyze`
  const [mine] = await sql`select id, payer_id from app.pix_charges where account_id = ${me} limit 1`
  const known = sql.json({
    id: 'evt',
    event: 'PAYMENT_CREATED',
    payment: { id: `pay_${mine!.id as string}` },
  })
  await sql`select app.apply_pix_event(${aurora.id}, ${me}, ${known})`
  await sql`select from app.pix_accounts where tenant_id = ${aurora.id} and disconnected_at is null`
  await sql`select from app.pix_charges where tenant_id = ${aurora.id} and payer_id = ${mine!.payer_id as string}`
  await sql`select from app.pix_charge_items where tenant_id = ${aurora.id} and charge_id = ${mine!.id as string}`
  await sql`delete from app.pix_accounts where tenant_id = ${aurora.id} and id = ${me}`
}

/** Events of two accounts of Stripe, of which the smaller one is looked at and goes. */
async function sellByCard(sql: TransactionSql, me: string): Promise<void> {
  for (const [id, ended] of [
    [me, null],
    [patientId, '2026-01-01'],
  ] as const)
    await sql`
      insert into app.stripe_accounts (tenant_id, id, livemode, account_ref, key_hint, disconnected_at)
      values (${aurora.id}, ${id}, false, 'acct_1', 'ora1', ${ended})`
  await sql`
    insert into app.stripe_events (tenant_id, id, account_id, event_type, payment_intent_id, event, outcome)
    select ${aurora.id}, 'evt_' || n, case when n < 4 then ${me}::uuid else ${patientId}::uuid end, 'charge.refunded', 'pi_' || n, '{}',
      case when n % 50 = 0 then 'waiting' else 'applied' end
    from generate_series(1, 1000) n`
  await sql`analyze app.stripe_accounts, app.stripe_events`
  await sql`
    insert into app.shipping_accounts (tenant_id, id, provider, origin_cep, key_hint)
    values (${aurora.id}, ${me}, 'melhor_envio', '05435040', 'ora1')`
  await sql`
    insert into app.shipping_quotes (tenant_id, account_id, cep, grams, cents, services)
    select ${aurora.id}, ${me}, '01310100', 100 * n, 5000, '[]' from generate_series(1, 50) n`
  await sql`
    insert into app.shop_chats (tenant_id, id, thread_id, token_hash, full_name, phone, accepted_text)
    select t.tenant_id, t.id, t.id, t.id, 'Camila', '+5511977771234', 'Aviso.' from public.conversation_threads t where t.tenant_id = ${aurora.id}`
  await sql`analyze app.shipping_accounts, app.shipping_quotes, app.shop_chats`
  await sql`select from app.shop_chats where tenant_id = ${aurora.id} and thread_id = ${me}`
  await sql`select from app.shop_chats where tenant_id = ${aurora.id} and contact_id = ${me}`
  await sql`select from app.shop_chats where tenant_id = ${aurora.id} and token_hash = 'x'`
  await sql`select from app.shipping_accounts where provider = 'melhor_envio'`
  await sql`select from app.shipping_quotes where tenant_id = ${aurora.id} and quoted_at < now() - interval '1 day'`
  await sql`select from app.stripe_accounts where tenant_id = ${aurora.id} and disconnected_at is null`
  await sql`select from app.stripe_events where tenant_id = ${aurora.id} and payment_intent_id = 'pi_50' and outcome = 'waiting'`
  await sql`delete from app.stripe_accounts where tenant_id = ${aurora.id} and id = ${me}`
}

/** Somebody waits, and a time is offered to them. */
async function keepWaitingList(sql: TransactionSql, me: string): Promise<void> {
  const entry = sql.json({ patient_id: patientId, session_type_id: me, therapist_id: me })
  await sql`select public.save_waiting_entry(${aurora.id}, ${me}, ${entry})`
  const slot = sql.json({ therapist_id: me, start_local: '2027-05-03T15:00', minutes: 50, room_id: me })
  await sql`select public.offer_waiting_slot(${aurora.id}, ${slot}, ${[me]})`
  await sql`select public.list_waiting_entries(${aurora.id}, ${patientId})`
  await sql`select public.list_waiting_entries(${aurora.id})`
  await sql`select public.list_waiting_slots(${aurora.id})`
  await sql`select public.get_owner_day(${aurora.id})`
}

/** Sessions are reminded of, and somebody answers. */
async function keepReminders(sql: TransactionSql): Promise<void> {
  await sql`select public.save_session_reminder_settings(${aurora.id}, '{"is_on": true}')`
  await sql`select public.list_session_reminder_logs(${aurora.id})`
  await sql`select public.list_reminder_forecast(${aurora.id}, '2027-05-01', '2027-05-07')`
  await sql`select from public.conversation_session_reminders_logs where tenant_id = ${aurora.id} and patient_id = ${patientId}`
  await sql`
    select from public.conversation_session_reminders_logs
    where tenant_id = ${aurora.id} and thread_id = ${patientId} and state = 'sent' order by sent_at desc limit 1`
  await sql`
    select from public.conversation_session_reminders_logs
    where tenant_id = ${aurora.id} and message_id > ${patientId} order by message_id limit 1`
  await sql`
    select from public.conversation_session_reminders_logs
    where tenant_id = ${aurora.id} and state = 'waiting' and retry_at <= now()`
  await sql`select public.list_session_calls(${aurora.id})`
  await sql`select from public.session_calls where tenant_id = ${aurora.id} and patient_id = ${patientId} order by noted_at desc limit 1`
}

/** Sessions that are charged, paid, covered and looked at; then everything goes. */
async function keepMoney(): Promise<void> {
  const me = people['supervisor@aurora.test'].id
  const owner = people['admin@aurora.test'].id
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`select public.save_therapist(${aurora.id}, ${me}, '{}')`
    await sql`select public.save_session_type(${aurora.id}, ${me}, '{"name": "Avaliação", "price_cents": 18000}')`
    const form = {
      therapist_id: me,
      session_type_id: me,
      patient_ids: [patientId],
      freq: 'weekly',
      count: 12,
    }
    const weekly = { ...form, start_local: '2027-04-07T15:00' }
    const [series] = await sql`select public.preview_series(${aurora.id}, ${sql.json(weekly)}) as preview`
    const { occurrences } = series!.preview as { occurrences: { date: string; needs_decision: boolean }[] }
    const held = occurrences.filter(({ needs_decision }) => needs_decision)
    const decisions = sql.json(Object.fromEntries(held.map(({ date }) => [date, { action: 'keep' }])))
    await sql`select public.book_series(${aurora.id}, ${me}, ${sql.json(weekly)}, ${decisions})`
    const [charge] = await sql`select * from public.list_session_charges(${aurora.id}) limit 1`
    const payer = charge!.payer_id as string
    await sql`
      select public.receive_payment(${aurora.id}, ${me}, ${payer}, ${[charge!.id as string]}, 18000, 'pix')`
    await payOut(sql, me, payer)
    await sql`select public.refund_payment(${aurora.id}, ${owner}, ${me}, 1000, 'pix', 'Troco')`
    const whose = { patient_id: patientId, session_type_id: me }
    await sql`
      select public.save_session_package(${aurora.id}, ${me}, ${sql.json({ ...whose, sessions: 5, price_cents: 50000 })})`
    await sql`
      select public.save_monthly_fee(${aurora.id}, ${me}, ${sql.json({ ...whose, day: 5, amount_cents: 100, ends_on: '2027-05-01' })})`
    await sql`
      select public.save_session_price(${aurora.id}, ${me}, ${sql.json({ therapist_id: me, session_type_id: me, price_cents: 20000 })})`
    await sql`select public.save_absence_policy(${aurora.id}, ${sql.json({ therapist_id: me })})`
  })
  // others of the clinic have far more
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.payers (tenant_id, identity, patient_id)
      select p.tenant_id, 'patient:' || p.id, p.id from public.patients p where p.tenant_id = ${aurora.id} and p.id <> ${patientId} limit 200
      on conflict do nothing`
    await sql`
      insert into public.money_entries (tenant_id, id, payer_id, patient_id, kind, amount_cents, balance_after_cents, occurred_on)
      select y.tenant_id, y.id, y.id, y.patient_id, 'charge', 1, 1, '2026-01-01' from public.payers y where y.patient_id <> ${patientId}`
    await sql`
      insert into public.money_charges (tenant_id, id, payer_id, patient_id, origin, due_on, amount_cents)
      select y.tenant_id, y.id, y.id, y.patient_id, 'package', '2026-01-01', 1 from public.payers y where y.patient_id <> ${patientId}`
    await sql`
      insert into public.session_packages (tenant_id, id, patient_id, payer_id, sessions, price_cents, starts_on, charge_id)
      select c.tenant_id, c.id, c.patient_id, c.payer_id, 1, 1, '2026-01-01', c.id from public.money_charges c
      where c.patient_id <> ${patientId}`
    await sql`
      insert into public.package_consumptions (tenant_id, package_id, session_id, patient_id, units)
      select k.tenant_id, k.id, s.id, k.patient_id, 1 from public.session_packages k
      join (select s.tenant_id, s.id from public.sessions s where s.therapist_id = ${me} limit 1) s on s.tenant_id = k.tenant_id
      where k.patient_id <> ${patientId}`
    await papersOfOthers(sql, me)
    await sql`analyze`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await usePapers(sql, me)
    await sql`select public.list_session_charges(${aurora.id}, '{"state": "open"}')`
    await sql`select public.list_overdue(${aurora.id})`
    await sql`select public.get_patient_money(${aurora.id}, ${patientId})`
    await sql`select public.list_session_packages(${aurora.id}, ${patientId})`
    await sql`select public.list_session_prices(${aurora.id}, ${patientId})`
    await sql`select public.list_payer_statement(${aurora.id}, y.id) from public.payers y where y.patient_id = ${patientId}`
  })
  await db.asPostgres(async (sql) => {
    await askByPix(sql, me)
    await sellByCard(sql, me)
    await sql`select from public.package_consumptions u where u.tenant_id = ${aurora.id} and u.patient_id = ${patientId}`
    await sql`select from public.report_schedules s where s.next_on = current_date`
    await sql`select from app.resolutions r where r.tenant_id = ${aurora.id} order by r.finished_at limit 1`
    await sql`insert into public.money_kinds (key, position, direction) values ('abandoned', 99, 0)`
    await sql`delete from public.money_kinds where key = 'abandoned'`
    await sql`insert into public.health_occupations (code, name, position) values ('999', 'Ninguém', 99)`
    await sql`delete from public.health_occupations where code = '999'`
    await sql`insert into public.payment_methods (key, position) values ('abandoned', 99)`
    await sql`delete from public.payment_methods where key = 'abandoned'`
    await sql`
      insert into public.session_statuses (key, position, blocks_time, is_outcome, prevails) values ('abandoned', 99, false, true, 99)`
    await sql`delete from public.session_statuses where key = 'abandoned'`
    await sql`delete from public.money_entries where tenant_id = ${aurora.id} and occurred_on = '2026-01-01'`
    await sql`delete from public.payout_rules where tenant_id = ${aurora.id} and percent = 1`
    await sql`delete from public.session_packages where tenant_id = ${aurora.id}`
    await sql`delete from public.monthly_fees where tenant_id = ${aurora.id}`
    await sql`delete from public.session_types where tenant_id = ${aurora.id} and id = ${me}`
    await sql`delete from public.therapists where tenant_id = ${aurora.id} and user_id = ${me}`
  })
}

/** Payments of others, with receipts, exports and invoices. */
async function papersOfOthers(sql: TransactionSql, therapist: string): Promise<void> {
  await sql`
    insert into public.money_entries (tenant_id, payer_id, patient_id, kind, amount_cents, balance_after_cents, method, occurred_on)
    select y.tenant_id, y.id, y.patient_id, 'payment', -100, 0, 'pix', date '2020-01-01' + n
    from public.payers y, generate_series(1, 5) n where y.patient_id is not null`
  await sql`
    insert into public.money_payments (tenant_id, id, payer_id, amount_cents)
    select e.tenant_id, e.id, e.payer_id, 100 from public.money_entries e where e.kind = 'payment' on conflict do nothing`
  await sql`
    insert into public.receipts (tenant_id, payment_id, patient_id, year, number, amount_cents, paid_on, content, sha256, issued_by, issued_at)
    select e.tenant_id, e.id, e.patient_id, 2020, row_number() over (), 100, e.occurred_on, '{}', 'x', ${therapist}, now()
    from public.money_entries e where e.kind = 'payment' and e.occurred_on < '2021-01-01'`
  await sql`
    insert into public.therapist_fiscal (tenant_id, user_id, receives_as, document, occupation)
    values (${aurora.id}, ${therapist}, 'pf', '52998224725', '255')`
  await sql`
    insert into public.receita_saude_exports (tenant_id, id, therapist_id, from_day, to_day, created_by)
    select ${aurora.id}, gen_random_uuid(), ${therapist}, '2020-01-01', '2020-12-31', ${therapist} from generate_series(1, 300)`
  await sql`
    insert into public.receita_saude_rows (tenant_id, export_id, position, payment_id, patient_id, amount_cents, line)
    select r.tenant_id, (select x.id from public.receita_saude_exports x limit 1), r.number, r.payment_id, r.patient_id, 100, ''
    from public.receipts r`
  await sql`
    insert into public.service_invoices (tenant_id, payment_id, provider_document, amount_cents, content, created_by)
    select r.tenant_id, r.payment_id, '12ABC34501DE35', 100, '{}', ${therapist} from public.receipts r`
}

/** What screens ask of papers. */
async function usePapers(sql: TransactionSql, therapist: string): Promise<void> {
  const [last] =
    await sql`select id, payer_id from public.list_received_payments(${aurora.id}, '{}', null, 5) limit 1`
  const payment = last!.id as string
  await sql`select public.list_receipts(${aurora.id}, ${payment})`
  await sql`select public.issue_receipts(${aurora.id}, ${payment})`
  await sql`select public.list_receita_saude(${aurora.id}, ${therapist}, '2020-01-01', '2020-01-02')`
}

/** Rules of payouts, and a month that is closed and paid out. */
async function payOut(sql: TransactionSql, therapist: string, payer: string): Promise<void> {
  for (const rule of [{}, { session_type_id: therapist }, { payer_id: payer }, { therapist_id: therapist }]) {
    const said = { percent: 50, valid_from: '2026-01-01', ...rule }
    await sql`select public.save_payout_rule(${aurora.id}, gen_random_uuid(), ${sql.json(said)})`
  }
  // the day of the clinic: at night it is behind the one of the server
  const [{ today } = { today: '' }] = await sql<{ today: string }[]>`
    select (now() at time zone 'America/Sao_Paulo')::date::text as today`
  await sql`select public.close_payout(${aurora.id}, ${therapist}, ${today})`
  await sql`select public.pay_payout(${aurora.id}, ${therapist}, ${today}, 'pix')`
  await sql`select public.get_payout(${aurora.id}, ${therapist}, ${today})`
}

/** Forms that were sent, answered and looked at. */
async function fillForms(key: string): Promise<void> {
  const as = 'admin@aurora.test'
  // links enough that reading all of them would be dear
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.intake_invites (tenant_id, patient_id, form_id, form_version, texts, token_hash, expires_at)
      select p.tenant_id, p.id, f.id, 1, '{}', sha256(p.id::text::bytea), now()
      from public.patients p join public.intake_forms f on f.tenant_id = p.tenant_id where p.tenant_id = ${aurora.id}`
    await sql`
      insert into public.consents (tenant_id, patient_id, purpose, text_version, text_fingerprint, signer_name, signer_kinship, channel)
      select p.tenant_id, p.id, 'care_contract', 1, repeat('0', 64), 'Ana', 'self', 'intake_link'
      from public.patients p where p.tenant_id = ${aurora.id}`
    await sql`analyze public.intake_invites, public.consents`
  })
  const { id } = await answered(db, { as })
  await getIntake(db, id, as)
  await answered(db, { as, patient: null, thread: key })
  await db.asUser(as, async (sql) => {
    await sql`select public.list_intake_forms(${aurora.id})`
    await sql`select public.list_intake_texts(${aurora.id})`
    await sql`select public.list_intake_invites(${aurora.id}, 'submitted')`
    await sql`select public.list_intake_invites(${aurora.id}, p_patient_id => ${patientId})`
    await sql`select public.list_consents(${aurora.id}, ${patientId})`
  })
  await db.asPostgres(async (sql) => {
    await sql`select app.prune_expired()`
    await sql`
      insert into public.intake_purposes (key, nature, position, is_used_at_first, default_title, default_body)
      values ('abandoned', 'consent', 99, false, 'T', 'B')`
    await sql`delete from public.intake_purposes where key = 'abandoned'`
    await sql`delete from public.intake_forms where tenant_id = ${aurora.id} and not is_default`
  })
}

/** What was said before is read, one chat of it. */
async function readHistory(): Promise<void> {
  await startImport(db)
  await startImport(db)
  const job = await claimImport(db)
  await keepChats(db, job, [{ address: '5511987650001@s.whatsapp.net', name: null }])
  await keepPage(db, job, [old('H1', 60)], { next: 2 })
  await importOf(db)
}

/** Workflows that run, and what is asked about them. */
async function useWorkflows(): Promise<void> {
  const { id } = await publishWorkflow(db, workflow([task('one')]))
  const quiet = await publishWorkflow(db, workflow([task('one')], 'birthday'))
  const ana = randomUUID()
  await db.asPostgres(
    (sql) => sql`
      insert into public.patients (tenant_id, id, full_name, birth_date)
      values (${aurora.id}, ${ana}, 'Ana Prado', current_date - interval '30 years')`,
  )
  await tell(db, created(ana))
  await work(db, new Date().toISOString())
  // runs enough that reading all of them would be dear
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.workflow_runs (tenant_id, workflow_id, version, event_key, occurrence, chain, thread_id, state, started_at, ended_at)
      select tenant_id, ${id}, 1, 'patient.created:' || id, '{}', '{}', id, 'done', now(), now() from public.conversation_threads
      where tenant_id = ${aurora.id} limit 3000`
    await sql`
      insert into public.tasks (tenant_id, id, title, due_on, thread_id, run_id, done_at, assignee_id, done_by)
      select r.tenant_id, r.id, 'Ligar', current_date, r.thread_id, r.id, now(), ${people['recepcao@aurora.test'].id}, ${people['recepcao@aurora.test'].id}
      from public.workflow_runs r where r.tenant_id = ${aurora.id} and r.state = 'done'`
    await sql`analyze public.workflow_runs, public.tasks, public.workflows`
  })
  await runs(db)
  await runs(db, { workflow_id: quiet.id })
  await tell(db, created(ana))
  const as = 'recepcao@aurora.test'
  await db.asUser(as, (sql) => sql`select public.list_tasks(${aurora.id})`)
  const gone = randomUUID()
  await db.asPostgres(async (sql) => {
    await sql`select app.tell_birthdays()`
    // what goes with them is found by its index
    await sql`insert into public.patients (tenant_id, id, full_name) values (${aurora.id}, ${gone}, 'Some Daqui')`
    await sql`delete from public.patients where tenant_id = ${aurora.id} and id = ${gone}`
    // the other scenes know of no patient yet
    await sql`delete from public.patients where tenant_id = ${aurora.id} and id = ${ana}`
    for (const query of [
      sql`select 1 from public.workflow_runs where tenant_id = ${aurora.id} and workflow_id = ${id} and version = 1 limit 1`,
      sql`select 1 from public.workflow_runs where tenant_id = ${aurora.id} and session_id = ${gone}`,
      sql`select 1 from public.workflow_runs where tenant_id = ${aurora.id} and patient_id = ${gone}`,
      sql`select 1 from public.workflow_runs where tenant_id = ${aurora.id} and thread_id = ${gone}`,
      sql`select 1 from public.tasks where tenant_id = ${aurora.id} and thread_id = ${gone}`,
      sql`select 1 from public.tasks where tenant_id = ${aurora.id} and patient_id = ${gone}`,
      sql`select 1 from public.tasks where tenant_id = ${aurora.id} and run_id = ${gone}`,
      sql`select 1 from public.tasks where tenant_id = ${aurora.id} and assignee_id = ${gone}`,
      sql`select 1 from public.tasks where done_by = ${gone}`,
      sql`select 1 from public.workflows where created_by = ${gone}`,
    ])
      await query
  })
}

/** What the assistant asks of its tables. */
async function useAssistant(): Promise<void> {
  await fillAssistant(db, aurora.id)
  const gone = randomUUID()
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.ai_turns (tenant_id, thread_id, run_at, opened_at, state, finished_at)
      select t.tenant_id, t.id, now(), now(), 'answered', now() from public.conversation_threads t where t.tenant_id = ${aurora.id} limit 3000`
    await sql`
      insert into public.ai_proposals (tenant_id, thread_id, turn_id, tool, args, words, state, expires_at)
      select t.tenant_id, t.thread_id, t.id, 'book_session', '{}', 'Posso marcar?', 'done', now()
      from public.ai_turns t where t.tenant_id = ${aurora.id} and t.thread_id is not null limit 1000`
    await sql`
      insert into public.ai_assists (tenant_id, kind, asked_by, state, opened_at, finished_at)
      select ${aurora.id}, 'rewrite', ${gone}, 'done', now() - make_interval(secs => n), now() from generate_series(1, 3000) n`
    await sql`
      insert into app.key_proposals (tenant_id, key_id, tool, arguments_hash, expires_at, created_at)
      select k.tenant_id, k.key_id, 'price', 'h' || n, now(), now() - make_interval(secs => n)
      from app.key_proposals k, generate_series(1, 3000) n where k.tenant_id = ${aurora.id}`
    await sql`analyze public.ai_turns, public.ai_proposals, public.ai_chunks, public.ai_assists, app.key_proposals`
    await sql`set enable_seqscan = off`
    // on so few chunks the index of signs, which holds them all, is as cheap: a search of words does without it here
    await sql`savepoint words`
    await sql`drop index public.ai_chunks_signs`
    await sql`select 1 from public.ai_chunks where is_live and words @@ to_tsquery('simple', 'raridade')`
    await sql`rollback to savepoint words`
    for (const query of [
      sql`select 1 from public.ai_turns where tenant_id = ${aurora.id} and thread_id = ${gone} and finished_at is null`,
      sql`select 1 from public.ai_turns where tenant_id = ${aurora.id} and thread_id = ${gone} order by opened_at desc, id desc limit 1`,
      sql`select 1 from public.ai_turns where tenant_id = ${aurora.id} order by opened_at desc, id desc limit 5`,
      sql`select 1 from public.ai_turns where tenant_id = ${aurora.id} and prompt_id = ${gone}`,
      sql`select 1 from public.ai_conversations where tenant_id = ${aurora.id} and prompt_id = ${gone}`,
      sql`select 1 from public.ai_tool_calls where tenant_id = ${aurora.id} and turn_id = ${gone} order by called_at`,
      sql`select 1 from public.ai_proposals where tenant_id = ${aurora.id} and thread_id = ${gone} and state in ('open', 'confirmed')`,
      sql`select 1 from public.ai_proposals where tenant_id = ${aurora.id} and thread_id = ${gone}`,
      sql`select 1 from public.ai_proposals where tenant_id = ${aurora.id} and turn_id = ${gone}`,
      sql`select 1 from public.ai_proposals where tenant_id = ${aurora.id} and patient_id = ${gone}`,
      sql`select 1 from public.ai_cases where tenant_id = ${aurora.id} and set = 'own' and archived_at is null`,
      sql`select 1 from public.ai_cases where tenant_id = ${aurora.id} and turn_id = ${gone}`,
      sql`select 1 from public.ai_evaluations where tenant_id = ${aurora.id} and prompt_id = ${gone} order by evaluated_at desc limit 1`,
      sql`select 1 from public.ai_evaluation_runs where tenant_id = ${aurora.id} and prompt_id = ${gone} order by created_at desc limit 1`,
      sql`select 1 from public.ai_evaluation_runs where tenant_id = ${aurora.id} and finished_at is null`,
      sql`select 1 from public.ai_evaluation_results where tenant_id = ${aurora.id} and run_id = ${gone} and position = 1`,
      sql`select 1 from public.ai_evaluation_results where tenant_id = ${aurora.id} and case_id = ${gone}`,
      sql`select 1 from public.ai_evaluation_results where standard_key = 'attack_key'`,
      sql`select 1 from public.ai_prompts where tenant_id = ${aurora.id} and version = 1`,
      sql`select 1 from public.ai_settings where tenant_id = ${aurora.id} and handoff_user_id = ${gone}`,
      sql`select 1 from app.ai_tools where needs_module = 'sales'`,
      sql`select 1 from public.ai_assists where tenant_id = ${aurora.id} and state = 'open' and opened_at < now() for update`,
      sql`select 1 from public.ai_assists where tenant_id = ${aurora.id} order by opened_at desc, id desc limit 5`,
      sql`select 1 from public.ai_assists where tenant_id = ${aurora.id} and thread_id = ${gone}`,
      sql`select 1 from public.ai_assists where tenant_id = ${aurora.id} and patient_id = ${gone}`,
      sql`select 1 from app.key_proposals where tenant_id = ${aurora.id} and key_id = ${gone} and tool = 'price' and arguments_hash = 'x' order by id desc limit 1`,
      sql`select 1 from public.ai_ratings where tenant_id = ${aurora.id} and thread_id = ${gone} order by created_at desc limit 1`,
      sql`select 1 from public.ai_ratings where tenant_id = ${aurora.id} and rating is not null and rated_at > now()`,
      sql`select 1 from public.ai_ratings where tenant_id = ${aurora.id} and prompt_id = ${gone}`,
      sql`select 1 from app.key_proposals where tenant_id = ${aurora.id} and patient_id = ${gone}`,
      sql`select 1 from app.key_proposals where tenant_id = ${aurora.id} and created_at < now() - interval '1 day'`,
    ])
      await query
    await sql`reset enable_seqscan`
    await sql`delete from public.ai_turns where tenant_id = ${aurora.id}`
  })
}

/** Credits bought, spent on a message and given back. */
async function spendCredits(): Promise<void> {
  await offerAddon(db)
  await addAddon(db, 10, 'addon')
  await pendingPurchase(db)
  await applyEvent(db, asaasEvent('PAYMENT_RECEIVED'))
  await beginPurchase(db, { packageId: await sellPackage(db) })
  await db.asPostgres(async (sql) => {
    await sql`
      select app.charge_message(m), app.refund_message(m) from public.conversation_messages m
      where m.direction = 'outbound' limit 1`
    await sql`select app.claim_purchases_to_check(10)`
    // a ledger of some length: a report on one day of it reads that day
    await sql`
      insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, balance_after, reference, created_at)
      select ${aurora.id}, 'usage', 0, 0, 'old:' || n, now() - make_interval(days => 400, hours => n) from generate_series(1, 1000) n`
    await sql`analyze public.whatsapp_credits_transactions`
  })
  await db.asUser('admin@aurora.test', (sql) => sql`select public.credit_consumption(${aurora.id}, 1)`)
  await db.asPostgres(async (sql) => {
    await sql`delete from public.whatsapp_credit_purchases where tenant_id = ${aurora.id}`
    await sql`select * from public.addon_transactions where tenant_id = ${aurora.id} and addon_type = 'sms' order by id`
    await sql`select * from public.addon_transactions order by id desc limit 5`
    await sql`delete from public.addon_products where addon_type = 'sms'`
    await sql`delete from public.whatsapp_credit_packages where name like 'Pacote%'`
  })
}

/** What was done is sealed, and of one thing erased. */
async function keepAudit(): Promise<void> {
  await db.asService(async (sql) => {
    await sql`select app.seal_audits()`
    await sql`select app.check_audits()`
    await sql`select app.erase_audit_details(${aurora.id}, 'patient', ${patientId})`
  })
  await db.asUser('admin@aurora.test', async (sql) => {
    await sql`select public.list_audit(${aurora.id})`
    await sql`select public.list_audit(${aurora.id}, ${sql.json({ person: people['admin@aurora.test'].id })})`
  })
  await db.asPostgres(async (sql) => {
    // so few events are read faster without their index
    await sql`set local enable_sort = off`
    await sql`select from app.session_events where tenant_id = ${aurora.id} order by created_at desc, id desc limit 1`
    await sql`insert into app.audit_actions (key, area, severity) values ('nothing.abandoned', 'audit', 'info')`
    await sql`delete from app.audit_actions where key = 'nothing.abandoned'`
  })
}

describe('supabase db advisors', () => {
  it('finds nothing to report, security and performance, down to information', async () => {
    const output = await supabase(db.url, 'db', 'advisors', '--level=info', '--output-format=json')
    const { results } = JSON.parse(output.slice(output.indexOf('{'))) as {
      results: { name: string; detail: string }[]
    }
    expect(results.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([])
  })
})
