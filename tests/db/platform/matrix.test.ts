import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { addAddon } from '../support/addons.ts'
import { aurora, horizonte, people, personas, type Email, type Persona } from '../support/cast.ts'
import { autoreplySettings } from '../support/autoreply.ts'
import { createDatabase } from '../support/database.ts'
import { address, evolutionEvent, ingest, joao, mariana, message } from '../support/events.ts'
import { expectError, insufficientPrivilege } from '../support/expect-error.ts'
import { acceptUpload, claimed, keepFile } from '../support/media.ts'
import { templates } from '../support/patient-files.ts'
import { submit } from '../support/intakes.ts'
import { replyId } from '../support/quick-replies.ts'
import { connectDinamize } from '../support/dinamize.ts'
import { connectPix, pixEvent, tellPix } from '../support/pix.ts'
import { applyEvent, asaasEvent, beginPurchase, cpf, sellPackage } from '../support/purchases.ts'
import { doc, entryId, noteId } from '../support/record.ts'
import { listed, replaceTemplates } from '../support/templates.ts'
import { callApi, createKey } from '../support/api-keys.ts'
import { shelve } from '../support/stock.ts'
import { fillAssistant } from '../support/assistant.ts'
import { attempt, saveEndpoint, testEndpoint } from '../support/webhooks.ts'
import { task, workflow } from '../support/workflows.ts'

const db = await createDatabase()

/**
 * Who reads the rows of a clinic: its active members, everybody but therapists (the desk), its owner and administrators, or no browser at all. Credits are also
 * read by the administrators of the service: balances beside members, the rest beside managers (supervisors included).
 */
type Readers = 'members' | 'desk' | 'own' | 'admins' | 'balance' | 'managers' | 'leaders' | 'nobody'

/** Table × select. Every write of every browser is refused: there is no column for it. */
const matrix: Record<string, Readers> = {
  'public.tenants': 'members',
  'public.profiles': 'members',
  'public.tenant_modules': 'members',
  'public.tenant_members': 'members',
  'public.tenant_invitations': 'admins',
  'public.second_factor_rules': 'members',
  'public.notification_channels': 'members',
  'public.evolution_instances': 'admins',
  'public.twilio_accounts': 'admins',
  'public.meta_accounts': 'admins',
  'public.message_templates': 'members',
  'public.quick_replies': 'members',
  'public.quick_reply_files': 'members',
  'public.conversation_tags': 'members',
  'public.conversation_thread_tags': 'members',
  'public.conversation_notes': 'members',
  'public.conversation_note_mentions': 'members',
  'public.conversation_columns': 'members',
  'public.conversation_pins': 'own',
  'public.conversation_drafts': 'own',
  'public.scheduled_messages': 'members',
  'public.saved_views': 'members',
  'public.notification_settings': 'members',
  'public.notifications': 'members',
  'public.conversation_threads': 'members',
  'public.conversation_addresses': 'members',
  'public.conversation_messages': 'members',
  'public.conversation_optouts': 'members',
  'public.conversation_optout_keywords': 'members',
  'public.conversation_autoreply_settings': 'members',
  'public.conversation_autoreply_log': 'members',
  'public.conversation_optout_settings': 'members',
  'public.patients': 'members',
  'public.medicos': 'members',
  'public.contact_phones': 'members',
  'public.contact_emails': 'members',
  'public.patient_relations': 'members',
  'public.patient_conversations': 'members',
  'public.patient_files': 'members',
  'public.patient_documents': 'members',
  'public.document_templates': 'members',
  'public.document_letterheads': 'members',
  'public.intake_forms': 'members',
  'public.intake_form_versions': 'members',
  'public.intake_texts': 'members',
  'public.intake_invites': 'members',
  'public.intake_submissions': 'members',
  'public.intake_answers': 'members',
  'public.consents': 'members',
  'public.patient_merges': 'members',
  'public.patient_distinctions': 'members',
  'public.therapists': 'members',
  'public.rooms': 'members',
  'public.session_types': 'members',
  'public.working_hours': 'members',
  'public.agenda_exceptions': 'members',
  'public.clinic_holidays': 'members',
  'public.agenda_day_notes': 'members',
  'public.agenda_settings': 'members',
  'public.session_series': 'members',
  'public.sessions': 'members',
  'public.session_patients': 'members',
  'app.session_events': 'nobody',
  'public.payers': 'desk',
  'public.money_entries': 'desk',
  'public.money_charges': 'desk',
  'public.money_payments': 'desk',
  'public.money_allocations': 'desk',
  'public.session_prices': 'desk',
  'public.absence_policies': 'desk',
  'public.therapist_fiscal': 'desk',
  'public.fiscal_settings': 'desk',
  'public.receipts': 'desk',
  'public.receita_saude_exports': 'desk',
  'public.receita_saude_rows': 'desk',
  'public.service_invoices': 'desk',
  'public.session_packages': 'desk',
  'public.package_consumptions': 'desk',
  'public.monthly_fees': 'desk',
  'public.monthly_fee_months': 'desk',
  'public.session_bills': 'desk',
  'public.money_settings': 'desk',
  'public.money_reminders': 'desk',
  'app.unbilled_sessions': 'nobody',
  'app.pix_accounts': 'nobody',
  'app.pix_charges': 'nobody',
  'app.pix_charge_items': 'nobody',
  'app.pix_payments': 'nobody',
  'app.pix_events': 'nobody',
  'app_private.pix_credentials': 'nobody',
  'public.ai_knowledge': 'members',
  'public.ai_documents': 'members',
  'public.ai_chunks': 'members',
  'app.ai_answers': 'nobody',
  'public.orders': 'desk',
  'public.order_items': 'desk',
  'public.order_payments': 'desk',
  'public.order_refunds': 'desk',
  'public.order_events': 'desk',
  'public.order_buyers': 'desk',
  'public.order_vouchers': 'desk',
  'public.order_downloads': 'desk',
  'public.product_files': 'desk',
  'public.shipping_rates': 'desk',
  'public.order_invoices': 'desk',
  'public.reviews': 'desk',
  'public.product_images': 'desk',
  'public.coupons': 'desk',
  'public.coupon_uses': 'desk',
  'public.session_deposits': 'desk',
  'app.order_numbers': 'nobody',
  'app.shipping_providers': 'nobody',
  'app.shipping_accounts': 'nobody',
  'app.shipping_quotes': 'nobody',
  'app_private.shipping_credentials': 'nobody',
  'app.stripe_checkouts': 'nobody',
  'app.stripe_accounts': 'nobody',
  'app.stripe_events': 'nobody',
  'app_private.stripe_credentials': 'nobody',
  'app.clinic_day_summaries': 'nobody',
  'app.clinic_day_marks': 'nobody',
  'app.clinic_day_states': 'nobody',
  'app.offered_hours': 'nobody',
  'app.first_answers': 'nobody',
  'public.report_settings': 'members',
  'public.report_schedules': 'leaders',
  'app.report_days': 'nobody',
  'app.report_changes': 'nobody',
  'app.resolutions': 'nobody',
  'app.backlog_days': 'nobody',
  'public.alerts': 'admins',
  'public.alert_settings': 'admins',
  'public.alert_quiet_hours': 'admins',
  'app.alert_kinds': 'nobody',
  'public.payout_rules': 'admins',
  'public.payout_entries': 'admins',
  'public.payout_statements': 'admins',
  'public.payout_statement_events': 'admins',
  'app.session_notice_wishes': 'nobody',
  'public.session_notices': 'members',
  'public.session_notice_settings': 'members',
  'public.conversation_session_reminders_settings': 'members',
  'public.conversation_session_reminders_logs': 'members',
  'public.session_calls': 'members',
  'public.waiting_list': 'members',
  'public.waiting_slots': 'members',
  'public.waiting_list_offers': 'members',
  'public.waiting_list_settings': 'members',
  'app.agenda_feeds': 'nobody',
  'public.booking_settings': 'members',
  'public.booking_offers': 'members',
  'public.online_bookings': 'members',
  'app.booking_routes': 'nobody',
  'app.automation_reasons': 'nobody',
  'public.workflows': 'members',
  'public.workflow_versions': 'members',
  'public.workflow_runs': 'members',
  'public.workflow_steps': 'members',
  'public.tasks': 'members',
  'public.ai_settings': 'members',
  'public.ai_people': 'members',
  'public.ai_conversations': 'members',
  'public.ai_turns': 'members',
  'public.ai_tool_calls': 'members',
  'public.ai_proposals': 'members',
  'public.ai_prompts': 'leaders',
  'public.ai_months': 'leaders',
  'public.ai_assists': 'leaders',
  'public.ai_ratings': 'leaders',
  'public.ai_cases': 'leaders',
  'public.ai_evaluations': 'leaders',
  'public.ai_evaluation_runs': 'leaders',
  'public.ai_evaluation_results': 'leaders',
  'app.ai_tools': 'nobody',
  'app.ai_handoff_reasons': 'nobody',
  'app.ai_bars': 'nobody',
  'app.ai_standard_cases': 'nobody',
  'app_private.assistant_credentials': 'nobody',
  'public.companies': 'desk',
  'public.contacts': 'desk',
  'public.contact_tags': 'desk',
  'public.custom_fields': 'desk',
  'public.pipelines': 'desk',
  'public.pipeline_stages': 'desk',
  'public.deal_lost_reasons': 'desk',
  'public.deals': 'desk',
  'public.crm_leads': 'desk',
  'public.lead_score_rules': 'desk',
  'public.lead_forms': 'desk',
  'public.sales_events': 'desk',
  'public.crm_lead_sync': 'desk',
  'public.crm_sync_logs': 'desk',
  'app.crm_sync_queue': 'nobody',
  'app.dinamize_accounts': 'nobody',
  'app_private.dinamize_credentials': 'nobody',
  'public.imports': 'desk',
  'public.import_rows': 'desk',
  'public.import_mappings': 'desk',
  'app.import_records': 'nobody',
  'app.import_kinds': 'nobody',
  'public.campaigns': 'desk',
  'public.campaign_recipients': 'desk',
  'public.campaign_settings': 'desk',
  'public.marketing_permissions': 'desk',
  'app.campaign_hours': 'nobody',
  'app.campaign_channels': 'nobody',
  'app.campaign_purposes': 'nobody',
  'app.messaging_tiers': 'nobody',
  'app.offer_words': 'nobody',
  'app.offer_councils': 'nobody',
  'public.products': 'desk',
  'public.product_options': 'desk',
  'public.product_variants': 'desk',
  'public.stock_places': 'desk',
  'public.stock_levels': 'desk',
  'public.stock_lots': 'desk',
  'public.stock_lot_levels': 'desk',
  'public.stock_holds': 'desk',
  'public.stock_moves': 'desk',
  'public.suppliers': 'desk',
  'public.purchase_orders': 'desk',
  'public.purchase_order_items': 'desk',
  'public.purchase_receipts': 'desk',
  'public.stock_counts': 'desk',
  'public.stock_count_lines': 'desk',
  'public.stock_needs': 'desk',
  'public.schedule_slots': 'desk',
  'public.seat_holds': 'desk',
  'public.catalog_items': 'desk',
  'public.shop_settings': 'desk',
  'app.shop_routes': 'nobody',
  'app.shop_chats': 'nobody',
  'app.lead_form_routes': 'nobody',
  'app.timeline_kinds': 'nobody',
  'public.segments': 'members',
  'app.segment_types': 'nobody',
  'app.segment_entities': 'nobody',
  'app.segment_facts': 'nobody',
  'app.segment_fields': 'nobody',
  'app.segment_users': 'nobody',
  'app.workflow_secrets': 'nobody',
  'app.workflow_triggers': 'nobody',
  'app.workflow_step_kinds': 'nobody',
  'app.workflow_fields': 'nobody',
  'app.workflow_recipes': 'nobody',
  'app.event_subscribers': 'nobody',
  'public.api_keys': 'admins',
  'app.api_key_routes': 'nobody',
  'app.api_requests': 'nobody',
  'app.key_proposals': 'nobody',
  'app.api_operations': 'nobody',
  'app.cancelled_functions': 'nobody',
  'public.tenant_cancellations': 'members',
  'app.clinic_export_tables': 'nobody',
  'public.webhook_endpoints': 'admins',
  'public.webhook_deliveries': 'admins',
  'public.webhook_attempts': 'admins',
  'app_private.webhook_secrets': 'nobody',
  'app.webhook_sources': 'nobody',
  'public.audit_logs': 'nobody',
  'app.audit_chains': 'nobody',
  'app.audit_actions': 'nobody',
  'app.audited_tables': 'nobody',
  'public.care_team': 'members',
  'public.record_settings': 'members',
  'public.record_templates': 'members',
  'public.record_entries': 'nobody',
  'public.record_entry_versions': 'nobody',
  'public.private_notes': 'nobody',
  'public.record_reads': 'nobody',
  'public.record_break_glass': 'nobody',
  'public.whatsapp_credits_balance': 'balance',
  'public.addon_credits': 'balance',
  'public.addon_transactions': 'managers',
  'public.whatsapp_credits_transactions': 'managers',
  'public.whatsapp_credit_purchases': 'managers',
  'app.asaas_events': 'nobody',
  'app.asaas_webhook': 'nobody',
  'app.book_checks': 'nobody',
  'app.channel_routes': 'nobody',
  'app.assignment_turns': 'nobody',
  'app.conversation_events': 'nobody',
  'app.conversation_note_edits': 'nobody',
  'app.system_tags': 'nobody',
  'app.patient_merge_rows': 'nobody',
  'public.exports': 'admins',
  'public.erasures': 'admins',
  'app.retained_identities': 'nobody',
  'public.privacy_requests': 'admins',
  'public.privacy_settings': 'admins',
  'public.privacy_incidents': 'admins',
  'public.processing_records': 'admins',
  'public.retention_policies': 'admins',
  'app.default_processing_records': 'nobody',
  'app.retention_targets': 'nobody',
  'app.export_files': 'nobody',
  'app.export_kinds': 'nobody',
  'app.export_lists': 'nobody',
  'app.personal_data': 'nobody',
  'app.retention_rules': 'nobody',
  'app.patient_references': 'nobody',
  'app.credit_holds': 'nobody',
  'app.credit_package_changes': 'nobody',
  'app.credit_references': 'nobody',
  'app.credit_settlements': 'nobody',
  'app.message_words': 'nobody',
  'app.search_entries': 'nobody',
  'app.search_kinds': 'nobody',
  'app.search_vocabulary': 'nobody',
  'app.default_document_templates': 'nobody',
  'app.early_actions': 'nobody',
  'app.contact_pictures': 'nobody',
  'app.history_imports': 'nobody',
  'app.history_chats': 'nobody',
  'app.dismissed_setups': 'nobody',
  'app.invitation_routes': 'nobody',
  'app.intake_routes': 'nobody',
  'app.rate_counts': 'nobody',
  'app.recovery_codes': 'nobody',
  'app.sealed_stores': 'nobody',
  'app.known_names': 'nobody',
  'app.media_files': 'nobody',
  'app.job_kinds': 'nobody',
  'app.jobs': 'nobody',
  'app.opt_words': 'nobody',
  'app.purchase_routes': 'nobody',
  'app.push_subscriptions': 'nobody',
  'app.saas_admins': 'nobody',
  'app.removed_clinics': 'nobody',
  'app.scheduled_functions': 'nobody',
  'app.settings': 'nobody',
  'app.unofficial_whatsapp_acceptances': 'nobody',
  'app.webhook_events': 'nobody',
  'app_private.channel_credentials': 'nobody',
}

/** Tables that every clinic shares: people see what is offered, administrators of the service see all. */
const catalogues = ['public.whatsapp_credit_packages', 'public.addon_products']

/** Facts of the product that every signed-in person reads. */
const facts = [
  'public.channel_kinds',
  'public.channel_media',
  'public.channel_prices',
  'public.contact_types',
  'public.session_statuses',
  'public.money_kinds',
  'public.payment_methods',
  'public.health_occupations',
  'public.profession_limits',
  'public.contact_email_types',
  'public.activity_kinds',
  'public.product_kinds',
  'public.stock_reasons',
  'public.lead_origins',
  'public.modules',
  'public.document_kinds',
  'public.intake_purposes',
  'public.intake_fields',
  'public.notification_kinds',
  'public.webhook_event_kinds',
  'public.api_scopes',
]

const tables = [...Object.keys(matrix), ...catalogues, ...facts]
const readable = tables.filter((table) => matrix[table] !== undefined && matrix[table] !== 'nobody')

beforeAll(async () => {
  for (const clinic of ['aurora', 'horizonte'] as const) {
    await ingest(
      db,
      evolutionEvent([message({ provider_message_id: 'A1', body: 'parar' })], { clinic }),
      evolutionEvent([{ type: 'delete', target_provider_id: 'unknown', at: '2026-11-20T09:00:00Z' }], {
        clinic,
      }),
      evolutionEvent(
        [{ type: 'contact', address: address({ phone: joao }), name: 'João', name_source: 'address_book' }],
        { clinic },
      ),
    )
    await ingest(
      db,
      evolutionEvent(
        [
          message({
            provider_message_id: 'F1',
            kind: 'image',
            address: { phone: joao },
            media: { mime_type: 'image/jpeg', state: 'remote' },
          }),
        ],
        { clinic },
      ),
    )
    const { id: tenant, twilio: channel } = clinic === 'aurora' ? aurora : horizonte
    await db.asUser(`dona@${clinic}.test`, (sql) => sql`select public.dismiss_setup(${tenant})`)
    await db.asUser(`dona@${clinic}.test`, (sql) => sql`select public.set_module(${tenant}, 'shop', true)`)
    await db.asPostgres(async (sql) => {
      await sql`
        insert into public.second_factor_rules (tenant_id, role, required_from) values (${tenant}, 'owner', now() + interval '9 days')`
      await sql`
        insert into app.recovery_codes (user_id, code_hash) values (${people[`dona@${clinic}.test`].id}, 'hash')`
      await sql`
        insert into app.contact_pictures (tenant_id, thread_id)
        select t.tenant_id, t.id from public.conversation_threads t where t.tenant_id = ${tenant}`
      await sql`
        insert into public.conversation_autoreply_log (tenant_id, message_id, thread_id, outcome)
        select m.tenant_id, m.id, m.thread_id, 'sent' from public.conversation_messages m where m.tenant_id = ${tenant} limit 1`
      await sql`insert into public.meta_accounts (tenant_id, channel_id, account_id) values (${tenant}, ${channel}, '1')`
      await sql`
        insert into app.history_imports (tenant_id, channel_id, since, until) values (${tenant}, ${channel}, now(), now())`
      await sql`
        insert into app.history_chats (tenant_id, import_id, place, provider_address)
        select i.tenant_id, i.id, 1, 'x' from app.history_imports i where i.tenant_id = ${tenant}`
    })
    await replaceTemplates(db, [listed(1)], { tenant, channel })
    await db.asUser(
      `dona@${clinic}.test`,
      (sql) => sql`select public.create_invitation(${tenant}, 'nova@pessoa.test', 'operator')`,
    )
    await db.asUser(
      `dona@${clinic}.test`,
      (sql) => sql`select public.save_quick_reply(${tenant}, ${replyId}, false, 'oi', 'Bom dia', 'Oi!')`,
    )
    await db.asPostgres(
      (sql) => sql`
        insert into app.media_files (tenant_id, id, state, path, kind, mime_type, bytes, quick_reply_id)
        values (${tenant}, ${replyId}, 'stored', ${`${tenant}/reply.jpg`}, 'image', 'image/jpeg', 1, ${replyId})`,
    )
    await db.asUser(
      `dona@${clinic}.test`,
      (sql) =>
        sql`select public.save_quick_reply(${tenant}, ${replyId}, false, 'oi', 'Bom dia', 'Oi!', ${[replyId]})`,
    )
    await db.asUser(
      `dona@${clinic}.test`,
      (sql) =>
        sql`select public.save_view(${tenant}, gen_random_uuid(), 'patients', 'Da equipe', '{}', true)`,
    )
    for (const email of (Object.keys(people) as Email[]).filter(
      (each) => people[each].tenant === tenant && !people[each].disabled,
    )) {
      await db.asUser(
        email,
        (sql) =>
          sql`select public.save_notification_settings(${tenant}, false, true, 'all', null, null, false)`,
      )
    }
    await db.asUser(
      `dona@${clinic}.test`,
      (sql) =>
        sql`select public.subscribe_push(${tenant}, ${`https://push.test/${clinic}`}, ${'k'.repeat(87)}, ${'a'.repeat(22)})`,
    )
    await fillWorkspace(clinic, tenant)
    await fillPeople(clinic, tenant)
    await fillDocuments(clinic, tenant)
    await fillIntake(clinic, tenant)
    await fillAgenda(clinic, tenant)
    await fillRecord(clinic, tenant)
    await fillMoney(clinic, tenant)
    await fillPix(clinic, tenant)
    await fillPix(clinic, tenant)
    await fillDashboard(tenant)
    await fillWorkflows(clinic, tenant)
    await fillAssistant(db, tenant)
    await fillSales(clinic, tenant)
    await fillCommerce(clinic, tenant)
    await fillAlerts(tenant)
    await fillReports(clinic, tenant)
    await fillCredits(clinic, tenant)
    await fillExports(clinic, tenant)
    await fillWebhooks(clinic, tenant)
    await db.asService((sql) => sql`select app.seal_audit(${tenant})`)
  }
  for (const job of await claimed(db, 'fetch_media')) await keepFile(db, job)
  await db.asPostgres(
    (sql) =>
      sql`insert into public.tenant_cancellations (tenant_id, deletion_on) select id, current_date + 30 from public.tenants`,
  )
  await db.asService((sql) => sql`select app.check_books()`)
  await db.asPostgres((sql) => sql`insert into app.removed_clinics (id) values (gen_random_uuid())`)
})

/** What colleagues do with a conversation; the owner does all of it. */
async function fillWorkspace(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const key = `whatsapp:${mariana}`
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const [me] = await sql`select auth.uid() as id`
    const id = me!.id as string
    const [tag] = await sql`select id from public.conversation_tags limit 1`
    await sql`select public.tag_conversation(${tenant}, ${key}, ${tag!.id as string})`
    await sql`select public.pin_conversation(${tenant}, ${key})`
    await sql`select public.save_conversation_draft(${tenant}, ${key}, 'Bom d')`
    await sql`select public.set_assignment_turns(${tenant}, true, ${[id]})`
    const columns = ['finished', 'new', 'in_progress', 'waiting_contact'].map((column) => ({ key: column }))
    await sql`select public.save_conversation_columns(${tenant}, ${sql.json(columns)})`
    await sql`select public.add_conversation_note(${tenant}, ${key}, ${id}, 'Oi', ${[id]})`
    await sql`select public.edit_conversation_note(${tenant}, ${id}, 'Olá', ${[id]})`
    await sql`select public.set_conversation_opt_out(${tenant}, ${key}, false)`
    await sql`select public.schedule_message(${tenant}, ${key}, ${id}, 'Oi', now() + interval '1 day')`
    await sql`select public.set_conversation_opt_out(${tenant}, ${key}, true)`
    await sql`select public.save_optout_keyword(${tenant}, ${id}, 'basta')`
    await sql`select public.save_optout_settings(${tenant}, true, 'Até logo!', '')`
    await sql`select public.save_autoreply(${tenant}, ${sql.json({ ...autoreplySettings, is_on: false })})`
  })
}

/** A patient with a doctor, a mother and a conversation. */
async function fillPeople(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const [me] = await sql`select auth.uid() as id`
    const id = me!.id as string
    const emails = sql.json([{ email: 'ana@exemplo.test' }])
    await sql`
      select public.save_patient(${tenant}, ${id}, null, '{"full_name": "Ana Lima"}', ${sql.json([{ phone: joao }])}, ${emails},
        '[{"kinship": "mother", "full_name": "Rosa Lima"}]')`
    await sql`
      select public.save_medico(${tenant}, ${id}, null, '{"full_name": "Paulo Reis"}', ${sql.json([{ phone: joao }])}, ${emails})`
    await sql`select public.link_conversation(${tenant}, ${`whatsapp:${mariana}`}, ${id})`
    await sql`select public.add_care_team(${tenant}, ${id}, ${people[`terapeuta@${clinic}.test`].id})`
    const [twin, other] = [randomUUID(), randomUUID()]
    for (const one of [twin, other])
      await sql`
        select public.save_patient(${tenant}, ${one}, null, '{"full_name": "Bia Lima"}', '[]', '[]', '[{"kinship": "mother", "full_name": "Rosa Lima"}]')`
    await sql`select public.set_patients_distinct(${tenant}, ${id}, ${twin}, true)`
    await sql`select public.merge_patients(${tenant}, ${randomUUID()}, ${twin}, 1, ${other}, 1)`
  })
}

/** An endpoint that was sent something. */
async function fillWebhooks(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const as = `dona@${clinic}.test` as const
  await saveEndpoint(db, { as, tenant })
  const id = await testEndpoint(db, { as, tenant })
  await attempt(db, id, { status: 204 }, tenant)
  const { key } = await createKey(db, { as, tenant, scopes: ['patients:write'] })
  await callApi(db, key!, 'patients.create', { full_name: 'Cora Lima' }, 'first')
}

/** Something that needs a person, and how the clinic wants to be told. */
async function fillAlerts(tenant: string): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`select app.raise_alert(${tenant}, 'queue_stuck')`
    await sql`insert into public.alert_settings (tenant_id, kind) values (${tenant}, 'queue_stuck')`
    await sql`insert into public.alert_quiet_hours (tenant_id) values (${tenant})`
  })
}

/** What reports count, once counted and once on its way, and who gets them. */
async function fillReports(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`select app.fold_reports()`
    await sql`
      insert into app.resolutions (tenant_id, thread_id, opened_at, finished_at, business_minutes)
      values (${tenant}, ${tenant}, now(), now(), 0)`
  })
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    await sql`select public.save_report_settings(${tenant}, 15)`
    await sql`select public.save_report_schedule(${tenant}, auth.uid(), 'week', 'open', array[auth.uid()])`
  })
}

/** What the dashboard counts, once counted and once marked. */
async function fillDashboard(tenant: string): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`select app.refresh_clinic_days(${tenant})`
    await sql`select app.mark_clinic_days(${tenant}, null, current_date, current_date)`
    await sql`
      insert into app.first_answers (tenant_id, thread_id, asked_at, answered_at, business_minutes)
      values (${tenant}, ${tenant}, now(), now(), 0)`
  })
}

/** A declaration of attendance on the clinic's paper, with its file: what every member sees. */
async function fillDocuments(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const { id } = people[`dona@${clinic}.test`]
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    await sql`select public.save_document_letterhead(${tenant}, 'Campinas', 'Rua A, 1')`
    await sql`
      select public.save_document_template(${tenant}, ${templates.attendance}, 0, 'attendance_note', 'Declaração', 'Esteve aqui.')`
    await sql`
      select public.issue_patient_document(${tenant}, ${id}, ${id}, ${templates.attendance}, 'Declaração', 'Esteve aqui.')`
    await sql`select public.begin_patient_upload(${tenant}, ${id}, ${id}, 'application/pdf', 10)`
  })
  await acceptUpload(db, id, { mime_type: 'application/pdf', extension: 'pdf' }, tenant)
  await db.asUser(
    `dona@${clinic}.test`,
    (sql) => sql`select public.attach_document_file(${tenant}, ${id}, ${id})`,
  )
}

/** A form that a patient filled in. */
async function fillIntake(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const [link] = await db.asUser(
    `dona@${clinic}.test`,
    (sql) => sql<{ token: string }[]>`
      select public.create_intake_invite(${tenant}, p_patient_id => auth.uid()) ->> 'token' as token`,
  )
  await submit(db, link!.token)
}

/** A week of an agenda; the owner treats as well. */
async function fillAgenda(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const [me] = await sql`select auth.uid() as id`
    const id = me!.id as string
    const hours = sql.json([{ weekday: 'tue', from_time: '08:00', until_time: '18:00' }])
    const series = sql.json({
      therapist_id: id,
      session_type_id: id,
      room_id: id,
      start_local: '2027-03-02T15:00',
      patient_ids: [id],
      freq: 'weekly',
      count: 2,
    })
    await sql`select public.save_therapist(${tenant}, ${id}, '{}')`
    await sql`select public.save_room(${tenant}, ${id}, 'Sala azul')`
    await sql`select public.save_session_type(${tenant}, ${id}, '{"name": "Individual"}')`
    await sql`select public.save_working_hours(${tenant}, ${id}, ${hours})`
    await sql`
      select public.save_agenda_exception(${tenant}, ${id}, '{"kind": "recess", "from_local": "2027-01-01", "until_local": "2027-01-10"}')`
    await sql`select public.save_clinic_holiday(${tenant}, ${id}, '2027-01-25', 'Aniversário da cidade')`
    await sql`select public.save_agenda_settings(${tenant}, '{}')`
    await sql`select public.save_agenda_day_note(${tenant}, ${id}, '2027-03-02', 'Dedetização')`
    await sql`select public.book_series(${tenant}, ${id}, ${series})`
    await sql`select public.save_session_notice_settings(${tenant}, true, true, true)`
    await sql`select public.save_session_reminder_settings(${tenant}, '{"is_on": true}')`
    await sql`select public.create_agenda_feed(${tenant})`
    await sql`
      select public.save_booking_settings(${tenant}, '{"is_open": true}', (
        select jsonb_agg(jsonb_build_object('therapist_id', s.therapist_id, 'session_type_id', s.session_type_id))
        from public.sessions s where s.tenant_id = ${tenant}))`
    const entry = sql.json({ patient_id: id, session_type_id: id })
    await sql`select public.save_waiting_settings(${tenant}, '{}')`
    await sql`select public.save_waiting_entry(${tenant}, ${id}, ${entry})`
    const slot = sql.json({ therapist_id: id, start_local: '2027-03-01T15:00', minutes: 50 })
    await sql`select public.offer_waiting_slot(${tenant}, ${slot}, ${[id]})`
  })
  await db.asPostgres(
    (sql) => sql`
      insert into public.online_bookings (tenant_id, session_id, patient_id, status, is_new, is_first_visit, full_name, phone)
      select p.tenant_id, p.session_id, p.patient_id, 'booked', false, false, 'Ana Prado', '+5511988776655'
      from public.session_patients p where p.tenant_id = ${tenant} limit 1`,
  )
  await db.asPostgres(
    (sql) =>
      sql`insert into app.event_subscribers values ('patient.created', 'session_notice') on conflict do nothing`,
  )
  await db.asPostgres(
    (sql) => sql`
      insert into public.session_notices (tenant_id, id, patient_id, session_ids, body, skipped)
      select m.tenant_id, m.session_id, m.patient_id, array[m.session_id], 'Sessão marcada', 'no_conversation'
      from public.session_patients m where m.tenant_id = ${tenant}`,
  )
  await db.asPostgres(
    (sql) => sql`
      insert into public.conversation_session_reminders_logs (
        tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, state, reason, retry_at)
      select m.tenant_id, m.session_id, m.patient_id, 120, now(), now(), now(), 'skipped', 'opted_out', now()
      from public.session_patients m where m.tenant_id = ${tenant}`,
  )
  await db.asPostgres(
    (sql) => sql`
      insert into public.session_calls (tenant_id, session_id, patient_id, starts_at, outcome, status_before)
      select m.tenant_id, m.session_id, m.patient_id, now(), 'no_answer', 'scheduled'
      from public.session_patients m where m.tenant_id = ${tenant}`,
  )
}

/** The patient's therapist writes and reads, the supervisor has an emergency. */
async function fillRecord(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const id = people[`dona@${clinic}.test`].id
  await db.asUser(`terapeuta@${clinic}.test`, async (sql) => {
    const entry = sql.json({ content: doc('Chegou bem.') })
    await sql`select public.save_record_entry(${tenant}, ${id}, ${entryId}, null, ${entry})`
    await sql`select public.save_private_note(${tenant}, ${id}, ${noteId}, null, ${entry})`
    await sql`select public.save_record_template(${tenant}, ${entryId}, null, 'Anamnese', 'anamnesis', ${sql.json(doc('Queixa'))})`
    await sql`select public.list_record_entries(${tenant}, ${id})`
  })
  await db.asUser(
    `supervisor@${clinic}.test`,
    (sql) => sql`select public.open_record_break_glass(${tenant}, ${id}, 'Crise na recepção.')`,
  )
  await db.asUser(
    `dona@${clinic}.test`,
    (sql) => sql`select public.save_record_settings(${tenant}, 20, 60, '{therapist}')`,
  )
}

/** A workflow that ran, and the task that it left. */
async function fillWorkflows(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const definition = workflow([task('one')])
  const [row] = await db.asUser(
    `dona@${clinic}.test`,
    (sql) => sql<{ id: string }[]>`
      select public.publish_workflow(${tenant}, (public.save_workflow(${tenant}, null, 'Um fluxo', ${sql.json(definition as never)}) ->> 'id')::uuid)
        ->> 'id' as id`,
  )
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    await sql`select public.run_workflow_on_event(${tenant}, ${row!.id}, 'patient.created:' || auth.uid())`
  })
  await db.asService(
    (sql) =>
      sql`select app.run_workflow_step(${tenant}, s.id) from public.workflow_steps s where s.tenant_id = ${tenant}`,
  )
}

/** A contact with a company, a deal and a tag, a form, a field and a lead. */
async function fillSales(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await connectDinamize(db, {}, { as: `dona@${clinic}.test`, tenant })
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const [me] = await sql`select auth.uid() as id`
    const id = me!.id as string
    const [tag] = await sql`select id from public.conversation_tags where tenant_id = ${tenant} limit 1`
    await sql`select public.save_custom_field(${tenant}, ${id}, '{"entity": "contact", "label": "Convênio", "type": "text"}')`
    await sql`select public.save_company(${tenant}, ${id}, null, '{"name": "Padaria Sol"}')`
    await sql`
      select public.save_contact(${tenant}, ${id}, null, ${sql.json({ full_name: 'Nina Prado', company_id: id })},
        '[{"phone": "11 97777-0001"}]', '[]', ${[tag!.id as string]})`
    await sql`select public.save_lead_form(${tenant}, ${id}, '{"title": "Fale com a gente"}')`
    await sql`
      select public.create_segment(${tenant}, ${id}, 'Novos', 'contacts',
        '{"logic": "AND", "rules": [{"field": "stage", "op": "eq", "value": "lead"}]}')`
    await sql`select public.save_lead(${tenant}, ${id}, null, '{"full_name": "Otto Reis", "email": "otto@exemplo.test"}')`
    await sql`select public.convert_lead(${tenant}, ${id}, ${id})`
    await sql`select public.save_campaign_settings(${tenant}, '{operator}', false)`
    await sql`select public.save_marketing_permission(${tenant}, ${id}, 'paper', 'Termo assinado', '2026-01-02')`
    await sql`select public.save_campaign(${tenant}, null, 'Novidades', '{}')`
    const file = randomUUID()
    await sql`select public.begin_import(${tenant}, ${file}, 'leads', 'base.csv', 20)`
    await sql`select public.start_import(${tenant}, ${file}, 'fill', '{"columns": ["name"], "signature": "nome"}')`
  })
  await db.asPostgres(
    (sql) => sql`
      insert into public.campaign_recipients (tenant_id, campaign_id, position, person_key)
      select tenant_id, id, 1, id from public.campaigns where tenant_id = ${tenant}`,
  )
  // what the worker writes
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds)
      select tenant_id, id, 1, '{x}', '{no_contact}' from public.imports where tenant_id = ${tenant}`
    await sql`
      insert into app.import_records (tenant_id, import_id, record_id, table_name, outcome)
      select tenant_id, id, id, 'public.crm_leads', 'created' from public.imports where tenant_id = ${tenant}`
  })
}

/** A product with a lot, of which somebody holds a unit. */
async function fillCommerce(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const { product, variant } = await shelve(db, {
    tenant,
    lots: [{ code: 'L1', expires: null, quantity: 2 }],
  })
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.product_options (tenant_id, product_id, name, choices, position) values (${tenant}, ${product}, 'Tamanho', '{P,M}', 1)`
    await sql`
      select app.hold_stock(${tenant}, ${sql.json([{ variant_id: variant, quantity: 1 }])}, 'order', gen_random_uuid(), null)`
    await sql`insert into public.stock_needs (tenant_id, variant_id) values (${tenant}, ${variant})`
    await sql`insert into public.coupons (tenant_id, code, kind, value) values (${tenant}, 'VOLTA10', 'percent', 10)`
    await sql`
      insert into public.session_deposits (tenant_id, session_type_id, amount_cents)
      select tenant_id, id, 5000 from public.session_types where tenant_id = ${tenant} limit 1`
    await sql`insert into public.ai_knowledge (tenant_id) values (${tenant})`
    await sql`
      insert into public.ai_documents (tenant_id, id, kind, title, body) values (${tenant}, ${product}, 'text', 'Endereço', 'Rua das Flores, 10')`
    await sql`
      insert into public.ai_chunks (tenant_id, document_id, version, position, text, size, model, vector, is_live)
      values (${tenant}, ${product}, 1, 1, 'Rua das Flores, 10', 6, 'x', array_fill(0.5::real, array[8]), true)`
    await sql`select app.keep_answer(${tenant}, 'Onde fica?', 1, '{}')`
    const wish = { items: [{ variant_id: variant, quantity: 1 }], coupon: 'VOLTA10' }
    await sql`select app.place_order(${tenant}, ${product}, ${sql.json(wish)})`
    await sql`
      insert into app.stripe_accounts (tenant_id, id, livemode, account_ref, key_hint) values (${tenant}, ${product}, false, 'acct_1', 'ora1')`
    await sql`select app.begin_order_checkout(${tenant}, ${variant}, ${product})`
    await sql`select app.apply_order_payment(${tenant}, ${product}, 'desk', 'x', 4491, 'cash')`
    await sql`
      select app.give_order_back(o, gen_random_uuid(), 1000, 'money', 'cash', 'Combinado') from public.orders o
      where o.tenant_id = ${tenant} and o.id = ${product}`
    await sql`
      insert into app_private.stripe_credentials (tenant_id, account_id, credentials)
      values (${tenant}, ${product}, '{"v": 1, "kid": "k", "iv": "i", "ct": "c"}')`
    await sql`
      insert into app.stripe_events (tenant_id, id, account_id, event_type, event) values (${tenant}, 'evt_1', ${product}, 'x', '{}')`
    await sql`insert into public.schedule_slots (tenant_id, id, product_id, starts_at, ends_at, capacity)
      values (${tenant}, ${product}, ${product}, '2099-01-01T10:00Z', '2099-01-01T12:00Z', 4)`
    await sql`
      select app.hold_seats(${tenant}, ${sql.json([{ slot_id: product, quantity: 1 }])}, 'order', gen_random_uuid(), null)`
    await sql`
      insert into public.reviews (tenant_id, order_id, product_id, stars, shown_name) values (${tenant}, ${product}, ${product}, 5, 'Ana P.')`
    await sql`
      insert into public.order_invoices (tenant_id, order_id, kind, amount_cents, content) values (${tenant}, ${product}, 'nfe', 3491, '{}')`
    await sql`
      insert into app.media_files (tenant_id, id, bucket, state, path, kind, mime_type, bytes)
      values (${tenant}, ${product}, 'product-images', 'stored', ${`${tenant}/${product}/${product}.png`}, 'image', 'image/png', 1)`
    await sql`
      insert into public.product_images (tenant_id, id, product_id, position, mime_type, bytes)
      values (${tenant}, ${product}, ${product}, 1, 'image/png', 1)`
    await sql`insert into public.catalog_items (tenant_id, product_id, slug) values (${tenant}, ${product}, 'oleo')`
    await sql`insert into public.shop_settings (tenant_id, slug) values (${tenant}, ${tenant})`
    await sql`insert into app.shop_routes (slug, tenant_id) values (${tenant}, ${tenant})`
    await sql`insert into app.shop_chats (tenant_id, id, thread_id, token_hash, full_name, phone, accepted_text)
      select t.tenant_id, ${product}, t.id, ${tenant}, 'Camila', '+5511977771234', 'Aviso.' from public.conversation_threads t
      where t.tenant_id = ${tenant} order by t.id limit 1`
    await sql`insert into app.media_files (tenant_id, id, bucket, state, path, kind, mime_type, bytes)
      values (${tenant}, ${variant}, 'product-files', 'stored', ${`${tenant}/${product}/a.pdf`}, 'document', 'application/pdf', 10)`
    await sql`insert into public.product_files (tenant_id, id, product_id, name, mime_type, size)
      values (${tenant}, ${variant}, ${product}, 'Caderno.pdf', 'application/pdf', 10)`
    await sql`insert into public.order_downloads (tenant_id, item_id, file_id, left_over, expires_at)
      select i.tenant_id, i.id, ${variant}, 5, now() from public.order_items i where i.tenant_id = ${tenant} and i.order_id = ${product}`
    await sql`insert into public.order_vouchers (tenant_id, order_id, item_id, unit)
      select i.tenant_id, i.order_id, i.id, 1 from public.order_items i where i.tenant_id = ${tenant} and i.order_id = ${product}`
    await sql`insert into app.shipping_accounts (tenant_id, id, provider, origin_cep, key_hint)
      values (${tenant}, ${product}, 'melhor_envio', '05435040', 'ora1')`
    await sql`insert into app_private.shipping_credentials (tenant_id, account_id, credentials)
      values (${tenant}, ${product}, '{"v": 1, "kid": "k1", "iv": "aXY=", "ct": "Y3Q="}')`
    await sql`insert into app.shipping_quotes (tenant_id, account_id, cep, grams, cents, services)
      values (${tenant}, ${product}, '01310100', 300, 5000, '[]')`
    await sql`insert into public.shipping_rates (tenant_id, name, cep_from, cep_to, price_cents, days_min, days_max, position)
      values (${tenant}, 'PAC', '01000000', '05999999', 1890, 3, 6, 1)`
    await sql`insert into public.order_buyers (tenant_id, order_id, full_name, phone, email, accepted_text)
      values (${tenant}, ${product}, 'Camila Duarte', '+5511977771234', 'camila@exemplo.test', 'Sim')`
  })
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const [me] = await sql`select auth.uid() as id`
    const id = me!.id as string
    await sql`select public.begin_stock_count(${tenant}, ${id}, null)`
    await sql`select public.count_stock(${tenant}, ${id}, ${variant}, null, 2)`
    await sql`select public.save_supplier(${tenant}, ${id}, '{"name": "Aromas do Sul"}')`
    await sql`select public.save_purchase(${tenant}, ${id}, null, ${sql.json({
      supplier_id: id,
      items: [{ variant_id: variant, quantity: 2, cost_cents: 100 }],
    })})`
    const [item] = await sql`select i.id from public.purchase_order_items i where i.tenant_id = ${tenant}`
    await sql`select public.receive_purchase(${tenant}, ${id}, ${id}, ${sql.json([
      { item_id: item!.id as string, quantity: 1, lot: 'L2' },
    ])})`
  })
}

/** A charge that was asked for by PIX, and paid. */
async function fillPix(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const payment = `pay_${clinic}`
  await connectPix(db, { as: `admin@${clinic}.test`, tenant })
  const [pix] = await db.asUser(
    `dona@${clinic}.test`,
    (sql) => sql<{ id: string }[]>`
      select app.begin_pix_charge(${tenant}, gen_random_uuid(), array[c.id], ${cpf}) #>> '{pix,id}' as id
      from public.list_session_charges(${tenant}, '{"state": "open"}') c limit 1`,
  )
  const about = { id: payment, externalReference: pix!.id }
  await tellPix(db, pixEvent('PAYMENT_RECEIVED', about), { tenant })
}

/** Prices, a package, a monthly fee, and a charge that is paid. */
async function fillMoney(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const [me] = await sql`select auth.uid() as id`
    const id = me!.id as string
    for (const start_local of ['2027-03-20T15:00', '2027-03-20T17:00']) {
      const session = {
        therapist_id: id,
        session_type_id: id,
        start_local,
        patient_ids: [id],
        price_cents: 18000,
      }
      await sql`select public.book_session(${tenant}, gen_random_uuid(), ${sql.json(session)})`
    }
    const [charge] = await sql`select * from public.list_session_charges(${tenant}) limit 1`
    await sql`
      select public.receive_payment(${tenant}, ${id}, ${charge!.payer_id as string}, ${[charge!.id as string]}, 18000, 'pix')`
    await sql`
      select public.save_session_price(${tenant}, ${id}, ${sql.json({ therapist_id: id, price_cents: 20000 })})`
    await sql`select public.save_payout_rule(${tenant}, ${id}, '{"percent": 50, "valid_from": "2026-01-01"}')`
    await sql`select public.close_payout(${tenant}, ${id}, (now() at time zone 'America/Sao_Paulo')::date)`
    await sql`select public.save_absence_policy(${tenant}, '{}')`
    await sql`select public.save_money_settings(${tenant}, '{}')`
    await sql`
      select public.save_session_package(${tenant}, ${id}, ${sql.json({ patient_id: id, sessions: 1, price_cents: 100 })})`
    await sql`
      select public.save_monthly_fee(${tenant}, ${id}, ${sql.json({ patient_id: id, day: 5, amount_cents: 100 })})`
  })
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.money_reminders (tenant_id, id, payer_id, thread_key, body, overdue_cents)
      select y.tenant_id, y.id, y.id, '+5548999990001', 'Olá', 1 from public.payers y where y.tenant_id = ${tenant} limit 1`
    await sql`
      insert into app.unbilled_sessions (tenant_id, session_id)
      select s.tenant_id, s.id from public.sessions s where s.tenant_id = ${tenant} limit 1`
  })
  await fillPapers(clinic, tenant)
}

/** A receipt, an export of it, and an invoice. */
async function fillPapers(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  const id = people[`dona@${clinic}.test`].id
  await db.asPostgres(async (sql) => {
    await sql`update public.patients set cpf = '11144477735' where tenant_id = ${tenant} and id = ${id}`
    await sql`
      update public.therapists set council = 'CRP', council_number = '1' where tenant_id = ${tenant} and user_id = ${id}`
    await sql`
      insert into public.service_invoices (tenant_id, payment_id, provider_document, amount_cents, content, created_by)
      values (${tenant}, ${id}, '12ABC34501DE35', 100, '{}', ${id})`
  })
  await db.asUser(`dona@${clinic}.test`, async (sql) => {
    const fiscal = { receives_as: 'pf', document: '52998224725', occupation: '255' }
    await sql`select public.save_therapist_fiscal(${tenant}, ${id}, ${sql.json(fiscal)})`
    await sql`select public.save_fiscal_settings(${tenant}, '{}')`
    await sql`select public.issue_receipts(${tenant}, ${id})`
    await sql`
      select public.export_receita_saude(${tenant}, ${id}, ${id}, current_date - 2, current_date + 2)`
  })
}

async function fillCredits(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await db.asPostgres(async (sql) => {
    const [hold] = await sql`select (app.hold_whatsapp_credits(${tenant}, gen_random_uuid(), 5)).id`
    await sql`select app.settle_held_credits(${tenant}, ${hold!.id as string}, 1, array[gen_random_uuid()])`
    await sql`
      insert into public.whatsapp_credit_packages (name, credits, price_brl, is_active) values (${clinic}, 100, 39, ${clinic === 'aurora'})`
  })
  await beginPurchase(db, { as: `admin@${clinic}.test`, tenant, packageId: await sellPackage(db) })
  await applyEvent(db, asaasEvent('PAYMENT_CREATED'))
  await db.asPostgres(
    (sql) => sql`
      insert into public.addon_products (slug, name, addon_type, is_active) values (${clinic}, 'SMS', 'sms', ${clinic === 'aurora'})`,
  )
  await addAddon(db, 10, clinic, { tenant })
}

/** The clinics whose rows somebody should see. */
function visibleClinics(persona: Persona, readers: Readers): string[] {
  if (persona === 'anon') return []
  const who = people[persona]
  if (who.saas && (readers === 'balance' || readers === 'managers')) return [aurora.id, horizonte.id]
  if (!who.tenant || who.disabled) return []
  if (readers === 'members' || readers === 'balance') return [who.tenant]
  // a therapist sees the money of the own sessions, and through functions alone
  if (readers === 'desk') return who.role === 'therapist' ? [] : [who.tenant]
  // the owner of each clinic is the one who has such rows
  if (readers === 'own') return who.role === 'owner' ? [who.tenant] : []
  if ((readers === 'managers' || readers === 'leaders') && who.role === 'supervisor') return [who.tenant]
  return who.role === 'owner' || who.role === 'admin' ? [who.tenant] : []
}

/** The people whose profile somebody should see: oneself, and everybody of one's clinics. */
function visibleProfiles(persona: Persona): string[] {
  if (persona === 'anon') return []
  const [tenant] = visibleClinics(persona, 'members')
  const colleagues = (Object.keys(people) as Email[]).filter(
    (email) => email === persona || (tenant && people[email].tenant === tenant),
  )
  return colleagues.map((email) => people[email].id).sort()
}

describe('the matrix', () => {
  it('knows every table', async () => {
    const rows = await db.asPostgres(
      (sql) => sql<{ name: string }[]>`
        select format('%s.%s', relnamespace::regnamespace, relname) as name from pg_class
        where relkind in ('r', 'p', 'v', 'm') and relnamespace::regnamespace::text in ('public', 'app', 'app_private')`,
    )
    expect(rows.map((row) => row.name).sort()).toEqual([...tables].sort())
  })

  it.each(tables)('is tested on a filled table: %s', async (table) => {
    const [row] = await db.asPostgres((sql) => sql`select count(*)::int as rows from ${sql(table)}`)
    expect(row?.rows).toBeGreaterThan(0)
  })
})

describe.each(readable)('%s', (table) => {
  const column = table === 'public.tenants' || table === 'public.profiles' ? 'id' : 'tenant_id'

  it.each(personas)('shows %s the rows of the own clinic only', async (persona) => {
    const read = db.as(
      persona,
      (sql) => sql`select distinct ${sql(column)} as id from ${sql(table)} order by 1`,
    )
    if (persona === 'anon') return expectError(read, insufficientPrivilege)
    const expected =
      table === 'public.profiles'
        ? visibleProfiles(persona)
        : visibleClinics(persona, matrix[table] ?? 'nobody')
    expect((await read).map((row) => row.id)).toEqual(expected)
  })

  it('is readable with the secret API key', async () => {
    const rows = await db.asServiceRole((sql) => sql`select distinct ${sql(column)} as id from ${sql(table)}`)
    expect(rows.length).toBeGreaterThan(1)
  })
})

describe.each(catalogues)('%s', (table) => {
  it.each(personas)(
    'shows %s what is offered, and all of it to administrators of the service',
    async (persona) => {
      const read = db.as(persona, (sql) => sql`select is_active from ${sql(table)} order by is_active desc`)
      if (persona === 'anon') return expectError(read, insufficientPrivilege)
      const seen = new Set((await read).map((row) => row.is_active))
      expect(seen).toEqual(new Set(people[persona].saas ? [true, false] : [true]))
    },
  )
})

describe.each(facts)('%s', (table) => {
  it.each(personas)('is read by %s, whoever is signed in', async (persona) => {
    const read = db.as(persona, (sql) => sql`select from ${sql(table)}`)
    if (persona === 'anon') return expectError(read, insufficientPrivilege)
    expect((await read).length).toBeGreaterThan(0)
  })
})

describe.each(tables.filter((table) => matrix[table] === 'nobody'))('%s', (table) => {
  it.each(personas)('is out of reach of %s', (persona) =>
    expectError(
      db.as(persona, (sql) => sql`select from ${sql(table)}`),
      insufficientPrivilege,
    ),
  )
})

/** Views that no row can be written through. */
const views = ['app.crm_sync_queue']

describe.each(tables.filter((table) => !views.includes(table)))('%s', (table) => {
  it.each(personas)('takes no insert, update or delete from %s', (persona) =>
    db.rolledBack(async (session) => {
      const content = () =>
        session.asPostgres(
          (sql) => sql`select md5(string_agg(t::text, '' order by t::text)) from ${sql(table)} t`,
        )
      const before = await content()
      const [first] = await session.asPostgres(
        (sql) =>
          sql`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
      )
      const column = first?.name as string
      const refused = (write: Parameters<typeof session.asAnon>[0]) =>
        expectError(session.as(persona, write), insufficientPrivilege)
      await refused((sql) => sql`insert into ${sql(table)} default values`)
      await refused((sql) => sql`update ${sql(table)} set ${sql(column)} = ${sql(column)} where true`)
      await refused((sql) => sql`delete from ${sql(table)} where true`)
      expect(await content()).toEqual(before)
    }),
  )
})

/** An export that is being built. */
async function fillExports(clinic: 'aurora' | 'horizonte', tenant: string): Promise<void> {
  await db.asPostgres(async (sql) => {
    const [row] = await sql`
      insert into public.exports (tenant_id, kind, requested_by) values (${tenant}, 'person', ${people[`dona@${clinic}.test`].id}) returning id`
    await sql`
      insert into app.export_files (tenant_id, export_id, path) values (${tenant}, ${row!.id}, ${`${tenant}/${row!.id}/1.zip`})`
    const owner = people[`dona@${clinic}.test`].id
    const [patient] = await sql`select id from public.patients where tenant_id = ${tenant} limit 1`
    await sql`
      insert into public.erasures (tenant_id, patient_id, protocol, requested_by) values (${tenant}, ${patient!.id}, 'E1', ${owner})`
    await sql`
      insert into app.retained_identities (tenant_id, patient_id, identity, rules, keep_until) values (${tenant}, ${patient!.id}, '{}', '{record}', '2046-01-01')`
    await sql`
      insert into public.privacy_requests (tenant_id, person_name, kind, received_on, created_by) values (${tenant}, 'Ana', 'access', '2026-11-20', ${owner})`
    await sql`insert into public.privacy_settings (tenant_id, is_page_open) values (${tenant}, true)`
    await sql`
      insert into public.privacy_incidents (tenant_id, title, known_on, due_on, description, created_by)
      values (${tenant}, 'Celular perdido', '2026-11-20', '2026-11-25', 'Sem senha.', ${owner})`
    await sql`
      insert into public.processing_records (tenant_id, name, purpose, legal_basis, data_kinds, people, recipients, countries, retention, updated_by)
      values (${tenant}, 'Câmeras', 'Segurança', 'Art. 7º, IX', 'Imagem', 'Visitantes', '', 'Brasil', '30 dias', ${owner})`
    await sql`
      insert into public.retention_policies (tenant_id, target, days, updated_by) values (${tenant}, 'raw_events', 90, ${owner})`
  })
}
