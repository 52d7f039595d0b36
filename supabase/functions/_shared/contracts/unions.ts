// Generated from CHECK constraints and the rows of shipped tables by `npm run generate`. Do not edit.

/** `public.addon_transactions.type` */
export type AddonTransactionType = 'purchase' | 'usage' | 'topup_manual' | 'refund' | 'adjustment'

/** `public.agenda_exceptions.kind` */
export type AgendaExceptionKind = 'absence' | 'extra' | 'recess'

/** `public.agenda_settings.week_starts_on` */
export type AgendaSettingWeekStartsOn = 'mon' | 'sun'

/** `public.ai_assists.kind` */
export type AiAssistKind = 'reply' | 'summary' | 'rewrite' | 'translate' | 'note'

/** `public.ai_assists.state` */
export type AiAssistState = 'open' | 'done' | 'refused' | 'failed' | 'cancelled' | 'lost'

/** `public.ai_conversations.state` */
export type AiConversationState = 'on' | 'paused' | 'locked'

/** `public.ai_documents.kind` */
export type AiDocumentKind = 'text' | 'pdf' | 'docx' | 'url' | 'faq' | 'catalogue'

/** `public.ai_documents.state` */
export type AiDocumentState = 'waiting' | 'indexing' | 'ready' | 'failed' | 'cancelled'

/** `public.ai_evaluation_results.standard_key` */
export type AiEvaluationResultStandardKey =
  | 'attack_cancel_all'
  | 'attack_discount'
  | 'attack_encoded'
  | 'attack_english'
  | 'attack_forget'
  | 'attack_insult'
  | 'attack_key'
  | 'attack_mode'
  | 'attack_other'
  | 'attack_paid'
  | 'attack_patients'
  | 'attack_role'
  | 'catalog_discount'
  | 'catalog_price'
  | 'catalog_product'
  | 'catalog_services'
  | 'clinical_exam'
  | 'clinical_exercise'
  | 'clinical_medicine'
  | 'clinical_symptom'
  | 'faq_hours'
  | 'faq_insurance'
  | 'faq_parking'
  | 'faq_where'
  | 'lead_call_me'
  | 'lead_first_time'
  | 'lead_for_son'
  | 'lead_partner'
  | 'none_hello'
  | 'none_saying'
  | 'none_thanks'
  | 'order_left'
  | 'order_pix'
  | 'order_receipt'
  | 'order_where'
  | 'person_complaint'
  | 'person_data'
  | 'person_legal'
  | 'person_refund'
  | 'person_wanted'
  | 'risk_breath'
  | 'risk_chest'
  | 'risk_home'
  | 'risk_pills'
  | 'risk_wish'
  | 'schedule_cancel'
  | 'schedule_confirm'
  | 'schedule_free'
  | 'schedule_late'
  | 'schedule_list'
  | 'schedule_move'
  | 'schedule_new'
  | 'schedule_own'

/** `public.ai_evaluation_runs.state` */
export type AiEvaluationRunState = 'waiting' | 'running' | 'done' | 'cancelled' | 'stopped' | 'failed'

/** `public.ai_prompts.state` */
export type AiPromptState = 'draft' | 'evaluated' | 'active' | 'retired'

/** `public.ai_proposals.state` */
export type AiProposalState = 'open' | 'confirmed' | 'refused' | 'withdrawn' | 'expired' | 'done' | 'failed'

/** `public.ai_ratings.state` */
export type AiRatingState = 'waiting' | 'asked' | 'rated' | 'skipped'

/** `public.ai_settings.hours` */
export type AiSettingHours = 'always' | 'open' | 'closed' | 'custom'

/** `public.ai_settings.mode` */
export type AiSettingMode = 'off' | 'test' | 'people' | 'all'

/** `public.ai_settings.tone` */
export type AiSettingTone = 'warm' | 'plain' | 'formal'

/** `app.ai_tools.needs_module` */
export type AiToolNeedsModule = 'assistant' | 'knowledge' | 'products' | 'sales' | 'shop'

/** `public.ai_turns.state` */
export type AiTurnState =
  'waiting' | 'thinking' | 'answered' | 'handed' | 'skipped' | 'silent' | 'failed' | 'tested'

/** `public.ai_turns.thumb` */
export type AiTurnThumb = 'up' | 'down'

/** `app.alert_kinds.unit` */
export type AlertKindUnit = 'minutes' | 'messages' | 'jobs' | 'percent' | 'days'

/** `public.alert_settings.kind` */
export type AlertSettingKind =
  | 'assistant_budget'
  | 'assistant_risk'
  | 'channel_disconnected'
  | 'credits_running_out'
  | 'dinamize_refused'
  | 'incident_due'
  | 'incident_late'
  | 'jobs_failed'
  | 'meta_token'
  | 'order_money'
  | 'privacy_request_due'
  | 'privacy_request_late'
  | 'queue_stuck'
  | 'sends_failing'
  | 'stock_low'
  | 'webhook_disabled'
  | 'webhook_silent'

/** `public.alerts.kind` */
export type AlertKind =
  | 'assistant_budget'
  | 'assistant_risk'
  | 'channel_disconnected'
  | 'credits_running_out'
  | 'dinamize_refused'
  | 'incident_due'
  | 'incident_late'
  | 'jobs_failed'
  | 'meta_token'
  | 'order_money'
  | 'privacy_request_due'
  | 'privacy_request_late'
  | 'queue_stuck'
  | 'sends_failing'
  | 'stock_low'
  | 'webhook_disabled'
  | 'webhook_silent'

/** `app.api_operations.protocol` */
export type ApiOperationProtocol = 'rest' | 'mcp'

/** `app.api_operations.scope` */
export type ApiOperationScope =
  | 'assistant:use'
  | 'conversations:read'
  | 'conversations:write'
  | 'messages:send'
  | 'patients:read'
  | 'patients:write'
  | 'payments:read'
  | 'sessions:read'
  | 'sessions:write'
  | 'webhooks:read'
  | 'webhooks:write'

/** `app.asaas_events.outcome` */
export type AsaasEventOutcome = 'applied' | 'ignored' | 'review'

/** `app.audit_actions.area` */
export type AuditActionArea =
  | 'team'
  | 'patients'
  | 'record'
  | 'agenda'
  | 'money'
  | 'messages'
  | 'automation'
  | 'settings'
  | 'privacy'
  | 'service'
  | 'audit'
  | 'sales'

/** `app.audit_actions.severity` */
export type AuditActionSeverity = 'info' | 'notice' | 'warning' | 'critical'

/** `public.audit_logs.action` */
export type AuditLogAction =
  | 'absence_policy.changed'
  | 'absence_policy.created'
  | 'absence_policy.deleted'
  | 'addon.granted'
  | 'addon.limited'
  | 'agenda_settings.changed'
  | 'agenda_settings.created'
  | 'agenda_settings.deleted'
  | 'ai_document.deleted'
  | 'ai_document.restored'
  | 'ai_document.saved'
  | 'api_key.created'
  | 'api_key.revoked'
  | 'assistant_prompt.changed'
  | 'assistant_prompt.created'
  | 'assistant_prompt.deleted'
  | 'assistant_settings.changed'
  | 'assistant_settings.created'
  | 'assistant_settings.deleted'
  | 'assistant.connected'
  | 'assistant.tool_used'
  | 'audit.erased'
  | 'audit.exported'
  | 'audit.kept'
  | 'audit.pruned'
  | 'autoreply_settings.changed'
  | 'autoreply_settings.created'
  | 'autoreply_settings.deleted'
  | 'booking_settings.changed'
  | 'booking_settings.created'
  | 'booking_settings.deleted'
  | 'campaign.paused'
  | 'campaign.resumed'
  | 'campaign.retried'
  | 'campaign.scheduled'
  | 'campaign.settings'
  | 'campaign.started'
  | 'campaign.stopped'
  | 'campaign.unscheduled'
  | 'care_team.changed'
  | 'care_team.created'
  | 'care_team.deleted'
  | 'channel.changed'
  | 'channel.created'
  | 'channel.deleted'
  | 'clinic.cancelled'
  | 'clinic.changed'
  | 'clinic.created'
  | 'clinic.deleted'
  | 'clinic.restored'
  | 'company.archived'
  | 'company.changed'
  | 'company.created'
  | 'company.restored'
  | 'consent.changed'
  | 'consent.created'
  | 'consent.deleted'
  | 'contact.archived'
  | 'contact.became_patient'
  | 'contact.changed'
  | 'contact.created'
  | 'contact.restored'
  | 'conversation.assigned'
  | 'conversation.blocked'
  | 'conversation.finished'
  | 'conversation.moved'
  | 'conversation.opted_in'
  | 'conversation.opted_out'
  | 'conversation.renamed'
  | 'conversation.reopened'
  | 'conversation.schedule_cancelled'
  | 'conversation.snoozed'
  | 'conversation.tagged'
  | 'conversation.unassigned'
  | 'conversation.unblocked'
  | 'conversation.untagged'
  | 'conversation.woken'
  | 'coupon.saved'
  | 'credits.granted'
  | 'credits.taken_back'
  | 'deal.changed'
  | 'deal.created'
  | 'deal.lost'
  | 'deal.moved'
  | 'deal.reopened'
  | 'deal.won'
  | 'deposits.saved'
  | 'dinamize.connected'
  | 'dinamize.disconnected'
  | 'erasure.finished'
  | 'erasure.requested'
  | 'export.cancelled'
  | 'export.downloaded'
  | 'export.list_saved'
  | 'export.requested'
  | 'fiscal_settings.changed'
  | 'fiscal_settings.created'
  | 'fiscal_settings.deleted'
  | 'fiscal.exported'
  | 'identity.opened'
  | 'import.cancelled'
  | 'import.finished'
  | 'import.requested'
  | 'import.undone'
  | 'incident.saved'
  | 'invitation.changed'
  | 'invitation.created'
  | 'invitation.deleted'
  | 'lead.changed'
  | 'lead.converted'
  | 'lead.created'
  | 'marketing_permission.recorded'
  | 'marketing_permission.revoked'
  | 'member.changed'
  | 'member.created'
  | 'member.deleted'
  | 'module.switched_off'
  | 'module.switched_on'
  | 'money_settings.changed'
  | 'money_settings.created'
  | 'money_settings.deleted'
  | 'money.adjustment'
  | 'money.override'
  | 'money.refund'
  | 'money.reversal'
  | 'notice_settings.changed'
  | 'notice_settings.created'
  | 'notice_settings.deleted'
  | 'optout_settings.changed'
  | 'optout_settings.created'
  | 'optout_settings.deleted'
  | 'order.cancelled'
  | 'order.late_settled'
  | 'order.refunded'
  | 'patient_document.changed'
  | 'patient_document.created'
  | 'patient_document.deleted'
  | 'patient_file.changed'
  | 'patient_file.created'
  | 'patient_file.deleted'
  | 'patient_merge.changed'
  | 'patient_merge.created'
  | 'patient_merge.deleted'
  | 'patient.changed'
  | 'patient.created'
  | 'patient.deleted'
  | 'payout_rule.changed'
  | 'payout_rule.created'
  | 'payout_rule.deleted'
  | 'privacy_page.saved'
  | 'privacy_request.answered'
  | 'privacy_request.linked'
  | 'privacy_request.opened'
  | 'privacy_request.received'
  | 'processing_record.saved'
  | 'product.archived'
  | 'product.changed'
  | 'product.created'
  | 'product.restored'
  | 'purchase.cancelled'
  | 'purchase.received'
  | 'purchase.sent'
  | 'receipt.changed'
  | 'receipt.created'
  | 'receipt.deleted'
  | 'record_settings.changed'
  | 'record_settings.created'
  | 'record_settings.deleted'
  | 'record.break_glass'
  | 'record.copy'
  | 'record.opened'
  | 'record.read'
  | 'reminder_settings.changed'
  | 'reminder_settings.created'
  | 'reminder_settings.deleted'
  | 'retention.changed'
  | 'retention.removed'
  | 'review.decided'
  | 'second_factor.added'
  | 'second_factor.recovered'
  | 'second_factor.removed'
  | 'second_factor.required'
  | 'second_factor.reset'
  | 'segment.changed'
  | 'segment.created'
  | 'segment.deleted'
  | 'session_price.changed'
  | 'session_price.created'
  | 'session_price.deleted'
  | 'session_type.changed'
  | 'session_type.created'
  | 'session_type.deleted'
  | 'session.booked'
  | 'session.cancelled'
  | 'session.changed'
  | 'session.joined'
  | 'session.left'
  | 'session.moved'
  | 'session.status'
  | 'stock.adjusted'
  | 'stock.counted'
  | 'therapist_fiscal.changed'
  | 'therapist_fiscal.created'
  | 'therapist_fiscal.deleted'
  | 'therapist.changed'
  | 'therapist.created'
  | 'therapist.deleted'
  | 'waiting_settings.changed'
  | 'waiting_settings.created'
  | 'waiting_settings.deleted'
  | 'webhook.changed'
  | 'webhook.created'
  | 'webhook.deleted'
  | 'webhook.disabled'
  | 'webhook.secret_rotated'
  | 'workflow.changed'
  | 'workflow.created'
  | 'workflow.deleted'

/** `public.audit_logs.actor_kind` */
export type AuditLogActorKind = 'person' | 'api_key' | 'saas_admin' | 'system'

/** `app.automation_reasons.purpose` */
export type AutomationReasonPurpose = 'ack' | 'service' | 'reminders' | 'marketing'

/** `app.campaign_channels.kind` */
export type CampaignChannelKind =
  'evolution' | 'instagram' | 'messenger' | 'shop_chat' | 'twilio' | 'whatsapp_cloud'

/** `app.campaign_purposes.reason` */
export type CampaignPurposeReason =
  | 'assistant'
  | 'assistant_rating'
  | 'assistant_risk'
  | 'auto_reply'
  | 'campaign'
  | 'campaign_notice'
  | 'campaign_test'
  | 'online_booking'
  | 'opt_in_ack'
  | 'opt_out_ack'
  | 'order_paid'
  | 'reminder_answer_ack'
  | 'session_notice'
  | 'session_reminder'
  | 'waiting_answer_ack'
  | 'waiting_offer'
  | 'workflow_marketing'
  | 'workflow_reminders'
  | 'workflow_service'

/** `public.campaign_recipients.state` */
export type CampaignRecipientState =
  'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'skipped'

/** `public.campaign_recipients.variant` */
export type CampaignRecipientVariant = 'a' | 'b'

/** `public.campaigns.state` */
export type CampaignState = 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'finished'

/** `public.campaigns.waits_for` */
export type CampaignWaitsFor = 'hours' | 'throttle' | 'tier' | 'provider'

/** `public.channel_media.kind` */
export type ChannelMediaKind =
  'evolution' | 'instagram' | 'messenger' | 'shop_chat' | 'twilio' | 'whatsapp_cloud'

/** `public.channel_media.media` */
export type ChannelMediaMedia = 'image' | 'audio' | 'voice' | 'video' | 'document' | 'sticker'

/** `public.channel_prices.kind` */
export type ChannelPriceKind =
  'evolution' | 'instagram' | 'messenger' | 'shop_chat' | 'twilio' | 'whatsapp_cloud'

/** `app.channel_routes.kind` */
export type ChannelRouteKind = 'instance' | 'number' | 'whatsapp_cloud' | 'messenger' | 'instagram'

/** `public.consents.purpose` */
export type ConsentPurpose =
  | 'ai'
  | 'care_contract'
  | 'guardian_authorisation'
  | 'image'
  | 'privacy_notice'
  | 'reimbursement_cid'
  | 'telehealth'
  | 'whatsapp_marketing'

/** `public.contact_emails.entity_type` */
export type ContactEmailEntityType = 'patient' | 'medico' | 'contact' | 'company'

/** `public.contact_emails.type` */
export type ContactEmailType = 'billing' | 'other' | 'personal' | 'work'

/** `public.contact_phones.entity_type` */
export type ContactPhoneEntityType = 'patient' | 'medico' | 'contact' | 'company'

/** `public.contact_phones.type` */
export type ContactPhoneType = 'emergency' | 'home' | 'message' | 'mobile' | 'other' | 'work'

/** `public.contacts.origin` */
export type ContactOrigin = 'csv' | 'dinamize' | 'manual' | 'referral' | 'shop' | 'site_form' | 'whatsapp'

/** `public.contacts.stage` */
export type ContactStage = 'lead' | 'opportunity' | 'customer' | 'former'

/** `public.conversation_autoreply_log.outcome` */
export type ConversationAutoreplyLogOutcome = 'sent' | 'skipped'

/** `public.conversation_autoreply_settings.mode` */
export type ConversationAutoreplySettingMode = 'agenda' | 'business_hours' | 'custom'

/** `public.conversation_columns.key` */
export type ConversationColumnKey = 'new' | 'in_progress' | 'waiting_contact' | 'finished'

/** `app.conversation_events.kind` */
export type ConversationEventKind =
  | 'assigned'
  | 'unassigned'
  | 'finished'
  | 'reopened'
  | 'opted_out'
  | 'opted_in'
  | 'renamed'
  | 'tagged'
  | 'untagged'
  | 'moved'
  | 'snoozed'
  | 'woken'
  | 'blocked'
  | 'unblocked'
  | 'schedule_cancelled'

/** `public.conversation_messages.origin` */
export type ConversationMessageOrigin = 'contact' | 'app' | 'phone' | 'automation'

/** `public.conversation_optouts.purpose` */
export type ConversationOptoutPurpose = 'all' | 'reminders' | 'marketing'

/** `public.conversation_session_reminders_logs.answer` */
export type ConversationSessionRemindersLogAnswer = 'confirmed' | 'cancelled'

/** `public.conversation_session_reminders_logs.state` */
export type ConversationSessionRemindersLogState = 'waiting' | 'sent' | 'skipped'

/** `public.conversation_tags.color` */
export type ConversationTagColor =
  'gray' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'

/** `public.conversation_threads.status` */
export type ConversationThreadStatus = 'open' | 'finished'

/** `public.coupons.kind` */
export type CouponKind = 'percent' | 'fixed'

/** `app.credit_references.ledger` */
export type CreditReferenceLedger = 'whatsapp' | 'addon'

/** `public.crm_lead_sync.direction` */
export type CrmLeadSyncDirection = 'out' | 'in'

/** `public.crm_lead_sync.status` */
export type CrmLeadSyncStatus = 'pending' | 'synced' | 'failed' | 'opted_out'

/** `public.crm_leads.origin` */
export type CrmLeadOrigin = 'csv' | 'dinamize' | 'manual' | 'referral' | 'shop' | 'site_form' | 'whatsapp'

/** `public.crm_leads.status` */
export type CrmLeadStatus = 'new' | 'contacted' | 'qualified' | 'converted' | 'discarded'

/** `public.crm_sync_logs.direction` */
export type CrmSyncLogDirection = 'out' | 'in'

/** `public.crm_sync_logs.kind` */
export type CrmSyncLogKind =
  | 'created'
  | 'updated'
  | 'found'
  | 'conflict'
  | 'opted_out'
  | 'failed'
  | 'limited'
  | 'refused'
  | 'pulled'
  | 'connected'
  | 'disconnected'
  | 'asked_again'
  | 'erased'

/** `public.custom_fields.entity` */
export type CustomFieldEntity = 'contact' | 'company' | 'deal' | 'lead'

/** `public.custom_fields.type` */
export type CustomFieldType = 'text' | 'number' | 'date' | 'boolean' | 'choice'

/** `public.deals.origin` */
export type DealOrigin = 'csv' | 'dinamize' | 'manual' | 'referral' | 'shop' | 'site_form' | 'whatsapp'

/** `public.deals.status` */
export type DealStatus = 'open' | 'won' | 'lost'

/** `app.default_document_templates.kind` */
export type DefaultDocumentTemplateKind =
  'attendance_note' | 'certificate' | 'opinion' | 'referral' | 'reimbursement' | 'report' | 'summary'

/** `public.document_templates.kind` */
export type DocumentTemplateKind =
  'attendance_note' | 'certificate' | 'opinion' | 'referral' | 'reimbursement' | 'report' | 'summary'

/** `public.erasures.state` */
export type ErasureState = 'queued' | 'running' | 'done'

/** `app.event_subscribers.job_kind` */
export type EventSubscriberJobKind =
  | 'answer_conversation'
  | 'ask_rating'
  | 'auto_reply'
  | 'build_export'
  | 'change_message'
  | 'check_pix'
  | 'delete_clinic'
  | 'deliver_webhook'
  | 'erase_contact'
  | 'erase_person'
  | 'evaluate_prompt'
  | 'expire_checkout'
  | 'expire_order'
  | 'fetch_media'
  | 'fetch_picture'
  | 'forget_document'
  | 'forget_import'
  | 'free_order_times'
  | 'freed_slot'
  | 'import_history'
  | 'import_rows'
  | 'index_document'
  | 'opt_in_ack'
  | 'opt_out_ack'
  | 'order_invoice'
  | 'post_monthly_fees'
  | 'pull_leads'
  | 'push_lead'
  | 'refresh_catalogue'
  | 'refund_stripe'
  | 'release_holds'
  | 'reminder_answer'
  | 'remove_export'
  | 'remove_media'
  | 'renew_meta_token'
  | 'run_campaign'
  | 'run_retention'
  | 'sell_packages'
  | 'send_email'
  | 'send_message'
  | 'send_push'
  | 'send_scheduled'
  | 'service_invoice'
  | 'session_deposit'
  | 'session_notice'
  | 'session_reminder'
  | 'stripe_fee'
  | 'suggest_purchases'
  | 'tell_alert'
  | 'tell_buyer'
  | 'tell_webhooks'
  | 'undo_import'
  | 'waiting_answer'
  | 'waiting_slot'
  | 'wake_conversation'
  | 'workflow_event'
  | 'workflow_step'

/** `app.export_kinds.extension` */
export type ExportKindExtension = 'zip' | 'pdf'

/** `public.exports.kind` */
export type ExportKind = 'clinic' | 'erasure_certificate' | 'list' | 'person' | 'therapist'

/** `public.exports.state` */
export type ExportState = 'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'expired'

/** `public.fiscal_settings.service_item` */
export type FiscalSettingServiceItem = '4.01' | '4.08' | '4.10' | '4.16'

/** `app.history_imports.state` */
export type HistoryImportState = 'queued' | 'running' | 'waiting' | 'done' | 'cancelled' | 'failed'

/** `app.import_kinds.module` */
export type ImportKindModule = 'assistant' | 'knowledge' | 'products' | 'sales' | 'shop'

/** `public.import_mappings.kind` */
export type ImportMappingKind =
  'balances' | 'companies' | 'contacts' | 'deals' | 'leads' | 'patients' | 'products' | 'records' | 'sessions'

/** `app.import_records.kept_because` */
export type ImportRecordKeptBecause = 'changed' | 'in_use' | 'locked'

/** `app.import_records.outcome` */
export type ImportRecordOutcome = 'created' | 'updated' | 'unchanged' | 'undone' | 'kept'

/** `public.imports.kind` */
export type ImportKind =
  'balances' | 'companies' | 'contacts' | 'deals' | 'leads' | 'patients' | 'products' | 'records' | 'sessions'

/** `public.imports.policy` */
export type ImportPolicy = 'skip' | 'fill' | 'overwrite'

/** `public.imports.state` */
export type ImportState =
  'uploading' | 'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'undoing' | 'undone'

/** `public.intake_purposes.nature` */
export type IntakePurposeNature = 'notice' | 'contract' | 'authorisation' | 'consent'

/** `public.intake_submissions.signer_kinship` */
export type IntakeSubmissionSignerKinship =
  | 'self'
  | 'mother'
  | 'father'
  | 'guardian'
  | 'grandparent'
  | 'spouse'
  | 'partner'
  | 'child'
  | 'sibling'
  | 'other'

/** `public.intake_texts.purpose` */
export type IntakeTextPurpose =
  | 'ai'
  | 'care_contract'
  | 'guardian_authorisation'
  | 'image'
  | 'privacy_notice'
  | 'reimbursement_cid'
  | 'telehealth'
  | 'whatsapp_marketing'

/** `app.jobs.kind` */
export type JobKind =
  | 'answer_conversation'
  | 'ask_rating'
  | 'auto_reply'
  | 'build_export'
  | 'change_message'
  | 'check_pix'
  | 'delete_clinic'
  | 'deliver_webhook'
  | 'erase_contact'
  | 'erase_person'
  | 'evaluate_prompt'
  | 'expire_checkout'
  | 'expire_order'
  | 'fetch_media'
  | 'fetch_picture'
  | 'forget_document'
  | 'forget_import'
  | 'free_order_times'
  | 'freed_slot'
  | 'import_history'
  | 'import_rows'
  | 'index_document'
  | 'opt_in_ack'
  | 'opt_out_ack'
  | 'order_invoice'
  | 'post_monthly_fees'
  | 'pull_leads'
  | 'push_lead'
  | 'refresh_catalogue'
  | 'refund_stripe'
  | 'release_holds'
  | 'reminder_answer'
  | 'remove_export'
  | 'remove_media'
  | 'renew_meta_token'
  | 'run_campaign'
  | 'run_retention'
  | 'sell_packages'
  | 'send_email'
  | 'send_message'
  | 'send_push'
  | 'send_scheduled'
  | 'service_invoice'
  | 'session_deposit'
  | 'session_notice'
  | 'session_reminder'
  | 'stripe_fee'
  | 'suggest_purchases'
  | 'tell_alert'
  | 'tell_buyer'
  | 'tell_webhooks'
  | 'undo_import'
  | 'waiting_answer'
  | 'waiting_slot'
  | 'wake_conversation'
  | 'workflow_event'
  | 'workflow_step'

/** `app.key_proposals.state` */
export type KeyProposalState = 'open' | 'done' | 'failed'

/** `public.lead_score_rules.field` */
export type LeadScoreRuleField =
  'has_email' | 'has_phone' | 'has_company' | 'origin_is' | 'utm_source_is' | 'message_contains'

/** `public.marketing_permissions.source` */
export type MarketingPermissionSource = 'paper' | 'in_person' | 'message' | 'site' | 'phone'

/** `app.media_files.bucket` */
export type MediaFileBucket =
  'whatsapp-media' | 'patient-files' | 'imports' | 'product-images' | 'product-files'

/** `app.media_files.state` */
export type MediaFileState = 'uploading' | 'storing' | 'stored' | 'doomed'

/** `public.medicos.council` */
export type MedicoCouncil =
  'CRM' | 'CRP' | 'CREFITO' | 'CREFONO' | 'CRN' | 'CRO' | 'COREN' | 'CRESS' | 'CREF' | 'CRF' | 'other'

/** `public.message_templates.status` */
export type MessageTemplateStatus =
  'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'unsubmitted'

/** `public.modules.needs` */
export type ModuleNeeds = 'assistant' | 'knowledge' | 'products' | 'sales' | 'shop'

/** `public.money_charges.origin` */
export type MoneyChargeOrigin = 'session' | 'package' | 'monthly_fee' | 'adjustment' | 'order'

/** `public.money_entries.kind` */
export type MoneyEntryKind = 'adjustment' | 'charge' | 'payment' | 'refund' | 'reversal'

/** `public.money_entries.method` */
export type MoneyEntryMethod = 'card' | 'cash' | 'other' | 'pix' | 'transfer'

/** `public.monthly_fees.recess` */
export type MonthlyFeeRecess = 'charged' | 'prorated'

/** `public.notification_channels.connection_state` */
export type NotificationChannelConnectionState = 'open' | 'connecting' | 'close' | 'unknown'

/** `public.notification_channels.provider` */
export type NotificationChannelProvider =
  'evolution' | 'instagram' | 'messenger' | 'shop_chat' | 'twilio' | 'whatsapp_cloud'

/** `public.notification_kinds.about` */
export type NotificationKindAbout = 'conversation' | 'patient' | 'alert'

/** `public.notification_settings.rule` */
export type NotificationSettingRule = 'all' | 'unassigned' | 'mine' | 'mentions'

/** `public.notifications.kind` */
export type NotificationKind =
  | 'alert'
  | 'assigned'
  | 'assistant_handoff'
  | 'countersign'
  | 'intake'
  | 'intake_new'
  | 'mention'
  | 'message'
  | 'online_booked'
  | 'online_changed'
  | 'online_requested'
  | 'record_opened'
  | 'session_cancelled'
  | 'session_confirmed'
  | 'woke'
  | 'workflow'
  | 'workflow_patient'

/** `public.online_bookings.status` */
export type OnlineBookingStatus = 'requested' | 'booked' | 'declined'

/** `app.opt_words.effect` */
export type OptWordEffect = 'opt_out' | 'opt_in'

/** `public.order_buyers.delivery_kind` */
export type OrderBuyerDeliveryKind = 'pickup' | 'ship'

/** `public.order_events.kind` */
export type OrderEventKind =
  | 'placed'
  | 'link_sent'
  | 'payment'
  | 'paid'
  | 'payment_late'
  | 'late_settled'
  | 'waiting_voucher'
  | 'voucher_failed'
  | 'checkout_expired'
  | 'fulfilled'
  | 'returned'
  | 'refunded'
  | 'refund_failed'
  | 'disputed'
  | 'dispute_won'
  | 'dispute_lost'
  | 'expired'
  | 'revived'
  | 'cancelled'
  | 'package_sold'
  | 'package_waits'
  | 'buyer_told'
  | 'voucher_redeemed'
  | 'downloaded'

/** `public.order_invoices.kind` */
export type OrderInvoiceKind = 'nfe' | 'nfse'

/** `public.order_invoices.state` */
export type OrderInvoiceState = 'pending' | 'issued' | 'failed' | 'cancelled'

/** `public.order_items.kind` */
export type OrderItemKind = 'product' | 'deposit' | 'shipping'

/** `public.order_payments.provider` */
export type OrderPaymentProvider = 'desk' | 'stripe' | 'ledger'

/** `public.order_payments.reason` */
export type OrderPaymentReason = 'expired' | 'cancelled' | 'paid_twice' | 'session_off'

/** `public.order_payments.state` */
export type OrderPaymentState = 'counted' | 'late' | 'honoured' | 'refunded' | 'credited'

/** `public.order_refunds.kind` */
export type OrderRefundKind = 'money' | 'credit' | 'dispute' | 'late'

/** `public.order_refunds.provider` */
export type OrderRefundProvider = 'desk' | 'stripe' | 'ledger'

/** `public.order_refunds.state` */
export type OrderRefundState = 'pending' | 'done' | 'failed'

/** `public.orders.channel` */
export type OrderChannel = 'desk' | 'conversation' | 'shop' | 'booking'

/** `public.orders.state` */
export type OrderState = 'pending' | 'paid' | 'fulfilled' | 'returned' | 'cancelled'

/** `public.patient_documents.kind` */
export type PatientDocumentKind =
  'attendance_note' | 'certificate' | 'opinion' | 'referral' | 'reimbursement' | 'report' | 'summary'

/** `public.patient_files.source` */
export type PatientFileSource = 'upload' | 'document' | 'conversation'

/** `public.patient_relations.kinship` */
export type PatientRelationKinship =
  | 'mother'
  | 'father'
  | 'guardian'
  | 'spouse'
  | 'partner'
  | 'child'
  | 'sibling'
  | 'grandparent'
  | 'employer'
  | 'other'

/** `public.patients.gender` */
export type PatientGender =
  'cis_woman' | 'cis_man' | 'trans_woman' | 'trans_man' | 'travesti' | 'non_binary' | 'other' | 'undisclosed'

/** `public.patients.pronoun` */
export type PatientPronoun = 'ela' | 'ele' | 'elu'

/** `public.patients.state` */
export type PatientState =
  | 'AC'
  | 'AL'
  | 'AM'
  | 'AP'
  | 'BA'
  | 'CE'
  | 'DF'
  | 'ES'
  | 'GO'
  | 'MA'
  | 'MG'
  | 'MS'
  | 'MT'
  | 'PA'
  | 'PB'
  | 'PE'
  | 'PI'
  | 'PR'
  | 'RJ'
  | 'RN'
  | 'RO'
  | 'RR'
  | 'RS'
  | 'SC'
  | 'SE'
  | 'SP'
  | 'TO'

/** `public.payout_entries.kind` */
export type PayoutEntryKind = 'paid' | 'returned' | 'corrected' | 'adjustment'

/** `public.payout_statement_events.kind` */
export type PayoutStatementEventKind = 'closed' | 'reopened' | 'paid' | 'payment_undone'

/** `public.payout_statements.method` */
export type PayoutStatementMethod = 'card' | 'cash' | 'other' | 'pix' | 'transfer'

/** `public.payout_statements.status` */
export type PayoutStatementStatus = 'open' | 'closed' | 'paid'

/** `app.personal_data.erasure` */
export type PersonalDataErasure = 'delete' | 'anonymise' | 'keep' | 'follows'

/** `app.personal_data.reader` */
export type PersonalDataReader = 'clinic' | 'treating' | 'desk' | 'nobody'

/** `app.personal_data.rule` */
export type PersonalDataRule = 'account' | 'consent' | 'fiscal' | 'others' | 'record'

/** `app.pix_accounts.environment` */
export type PixAccountEnvironment = 'sandbox' | 'production'

/** `app.pix_charges.status` */
export type PixChargeStatus = 'pending' | 'paid' | 'cancelled' | 'expired' | 'failed'

/** `app.pix_events.outcome` */
export type PixEventOutcome = 'applied' | 'ignored' | 'review'

/** `public.privacy_requests.kind` */
export type PrivacyRequestKind =
  'access' | 'correction' | 'deletion' | 'portability' | 'withdrawal' | 'sharing' | 'opposition'

/** `public.privacy_requests.origin` */
export type PrivacyRequestOrigin = 'clinic' | 'page'

/** `public.privacy_requests.state` */
export type PrivacyRequestState = 'open' | 'done' | 'refused'

/** `public.processing_records.default_key` */
export type ProcessingRecordDefaultKey =
  'agenda' | 'intake' | 'messages' | 'money' | 'record' | 'registration' | 'team'

/** `public.product_images.mime_type` */
export type ProductImageMimeType = 'image/jpeg' | 'image/png' | 'image/webp'

/** `public.product_kinds.invoice` */
export type ProductKindInvoice = 'nfe' | 'nfse'

/** `public.products.kind` */
export type ProductKind = 'digital' | 'experience' | 'package' | 'physical' | 'service'

/** `public.profession_limits.feature` */
export type ProfessionLimitFeature = 'coupons' | 'packages' | 'reviews'

/** `public.profiles.locale` */
export type ProfileLocale = 'pt-BR' | 'en'

/** `public.purchase_orders.sent_by_way` */
export type PurchaseOrderSentByWay = 'email' | 'whatsapp' | 'other'

/** `public.purchase_orders.state` */
export type PurchaseOrderState = 'draft' | 'sent' | 'partial' | 'received' | 'cancelled'

/** `app.purchase_routes.kind` */
export type PurchaseRouteKind = 'purchase' | 'payment'

/** `public.record_entries.kind` */
export type RecordEntryKind = 'progress_note' | 'anamnesis' | 'plan' | 'discharge' | 'other' | 'addendum'

/** `public.record_reads.kind` */
export type RecordReadKind = 'read' | 'copy' | 'break_glass'

/** `public.record_templates.kind` */
export type RecordTemplateKind = 'progress_note' | 'anamnesis' | 'plan' | 'discharge' | 'other'

/** `app.report_days.measure` */
export type ReportDayMeasure =
  'received' | 'sent' | 'automatic' | 'answer_open' | 'answer_clock' | 'closing_open' | 'closing_clock'

/** `public.report_schedules.every` */
export type ReportScheduleEvery = 'week' | 'month'

/** `public.report_schedules.hours` */
export type ReportScheduleHours = 'open' | 'clock'

/** `public.retention_policies.target` */
export type RetentionPolicyTarget = 'declined_bookings' | 'finished_tasks' | 'raw_events' | 'strangers'

/** `app.retention_rules.counts_from` */
export type RetentionRuleCountsFrom = 'last_record_entry' | 'end_of_year' | 'erasure' | 'nothing'

/** `public.reviews.state` */
export type ReviewState = 'pending' | 'published' | 'rejected'

/** `public.sales_events.entity` */
export type SalesEventEntity = 'contact' | 'company' | 'deal' | 'lead'

/** `public.sales_events.kind` */
export type SalesEventKind =
  | 'created'
  | 'changed'
  | 'moved'
  | 'won'
  | 'lost'
  | 'reopened'
  | 'converted'
  | 'archived'
  | 'restored'
  | 'became_patient'

/** `public.scheduled_messages.status` */
export type ScheduledMessageStatus = 'scheduled' | 'sent' | 'cancelled' | 'failed'

/** `app.search_entries.kind` */
export type SearchEntryKind =
  'company' | 'contact' | 'conversation' | 'deal' | 'doctor' | 'file' | 'lead' | 'patient' | 'payer'

/** `public.seat_holds.state` */
export type SeatHoldState = 'open' | 'taken' | 'released' | 'expired'

/** `public.second_factor_rules.role` */
export type SecondFactorRuleRole = 'owner' | 'admin' | 'supervisor' | 'therapist' | 'operator'

/** `app.segment_facts.entity` */
export type SegmentFactEntity = 'companies' | 'contacts' | 'deals' | 'leads' | 'patients' | 'sessions'

/** `app.segment_fields.entity` */
export type SegmentFieldEntity = 'companies' | 'contacts' | 'deals' | 'leads' | 'patients' | 'sessions'

/** `app.segment_fields.format` */
export type SegmentFieldFormat = 'money' | 'percent' | 'days'

/** `app.segment_fields.type` */
export type SegmentFieldType = 'text' | 'list' | 'number' | 'boolean' | 'day' | 'moment'

/** `app.segment_types.key` */
export type SegmentTypeKey = 'text' | 'list' | 'number' | 'boolean' | 'day' | 'moment'

/** `public.segments.entity` */
export type SegmentEntity = 'companies' | 'contacts' | 'deals' | 'leads' | 'patients' | 'sessions'

/** `public.service_invoices.state` */
export type ServiceInvoiceState = 'pending' | 'issued' | 'failed' | 'cancelled'

/** `public.session_bills.plan` */
export type SessionBillPlan = 'single' | 'package' | 'monthly_fee' | 'shared'

/** `public.session_bills.price_source` */
export type SessionBillPriceSource = 'session' | 'patient' | 'therapist' | 'type' | 'none'

/** `public.session_bills.status` */
export type SessionBillStatus = 'attended' | 'cancelled' | 'confirmed' | 'excused' | 'missed' | 'scheduled'

/** `public.session_calls.outcome` */
export type SessionCallOutcome = 'confirmed' | 'cancelled' | 'no_answer'

/** `app.session_events.kind` */
export type SessionEventKind = 'booked' | 'moved' | 'changed' | 'status' | 'cancelled' | 'joined' | 'left'

/** `public.session_patients.status` */
export type SessionPatientStatus = 'attended' | 'cancelled' | 'confirmed' | 'excused' | 'missed' | 'scheduled'

/** `public.session_series.freq` */
export type SessionSeryFreq = 'weekly' | 'biweekly' | 'monthly_nth'

/** `public.session_types.color` */
export type SessionTypeColor =
  'gray' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'

/** `public.sessions.status` */
export type SessionStatus = 'attended' | 'cancelled' | 'confirmed' | 'excused' | 'missed' | 'scheduled'

/** `app.shipping_accounts.provider` */
export type ShippingAccountProvider = 'melhor_envio'

/** `public.stock_counts.state` */
export type StockCountState = 'open' | 'applied' | 'cancelled'

/** `public.stock_holds.state` */
export type StockHoldState = 'open' | 'taken' | 'released' | 'expired'

/** `public.stock_moves.kind` */
export type StockMoveKind =
  'purchase' | 'sale' | 'return' | 'adjust' | 'count' | 'transfer' | 'reserve' | 'release'

/** `public.stock_moves.reason` */
export type StockMoveReason =
  | 'damaged'
  | 'expired'
  | 'found'
  | 'gift_given'
  | 'gift_received'
  | 'lost'
  | 'opening'
  | 'other_in'
  | 'other_out'
  | 'used'

/** `app.stripe_checkouts.state` */
export type StripeCheckoutState = 'open' | 'processing' | 'paid' | 'failed' | 'expired'

/** `app.stripe_events.outcome` */
export type StripeEventOutcome = 'applied' | 'ignored' | 'waiting' | 'review'

/** `public.tasks.kind` */
export type TaskKind = 'call' | 'meeting' | 'message' | 'note' | 'task'

/** `public.tenant_invitations.role` */
export type TenantInvitationRole = 'owner' | 'admin' | 'supervisor' | 'therapist' | 'operator'

/** `public.tenant_members.role` */
export type TenantMemberRole = 'owner' | 'admin' | 'supervisor' | 'therapist' | 'operator'

/** `public.tenant_members.status` */
export type TenantMemberStatus = 'active' | 'disabled'

/** `public.tenant_modules.module` */
export type TenantModuleModule = 'assistant' | 'knowledge' | 'products' | 'sales' | 'shop'

/** `public.therapist_fiscal.occupation` */
export type TherapistFiscalOccupation = '225' | '226' | '230' | '231' | '232' | '255'

/** `public.therapist_fiscal.receives_as` */
export type TherapistFiscalReceivesAs = 'clinic' | 'pf' | 'pj'

/** `public.therapists.color` */
export type TherapistColor =
  'gray' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'

/** `public.therapists.council` */
export type TherapistCouncil =
  'CRM' | 'CRP' | 'CREFITO' | 'CREFONO' | 'CRN' | 'CRO' | 'COREN' | 'CRESS' | 'CREF' | 'CRF' | 'other'

/** `public.waiting_list.status` */
export type WaitingListStatus = 'waiting' | 'booked' | 'removed'

/** `public.waiting_list_offers.state` */
export type WaitingListOfferState =
  'queued' | 'open' | 'unsent' | 'accepted' | 'refused' | 'expired' | 'withdrawn' | 'filled'

/** `public.waiting_slots.status` */
export type WaitingSlotStatus = 'open' | 'filled' | 'ended'

/** `public.webhook_deliveries.event` */
export type WebhookDeliveryEvent =
  | 'alert.raised'
  | 'alert.resolved'
  | 'message.received'
  | 'message.status'
  | 'patient.archived'
  | 'patient.created'
  | 'patient.updated'
  | 'payment.received'
  | 'session.cancelled'
  | 'session.changed'
  | 'session.created'
  | 'webhook.test'

/** `public.webhook_deliveries.state` */
export type WebhookDeliveryState = 'queued' | 'delivered' | 'failed'

/** `public.webhook_endpoints.disabled_reason` */
export type WebhookEndpointDisabledReason = 'person' | 'failing' | 'gone'

/** `app.webhook_events.outcome` */
export type WebhookEventOutcome = 'applied' | 'ignored' | 'unparsed'

/** `app.webhook_sources.event` */
export type WebhookSourceEvent =
  | 'alert.raised'
  | 'alert.resolved'
  | 'message.received'
  | 'message.status'
  | 'patient.archived'
  | 'patient.created'
  | 'patient.updated'
  | 'payment.received'
  | 'session.cancelled'
  | 'session.changed'
  | 'session.created'
  | 'webhook.test'

/** `public.whatsapp_credit_purchases.status` */
export type WhatsappCreditPurchaseStatus =
  'pending' | 'paid' | 'failed' | 'expired' | 'refunded' | 'cancelled'

/** `public.whatsapp_credits_transactions.kind` */
export type WhatsappCreditsTransactionKind = 'purchase' | 'usage' | 'topup_manual' | 'refund' | 'adjustment'

/** `app.workflow_fields.value` */
export type WorkflowFieldValue = 'boolean' | 'text' | 'number' | 'tag' | 'segment'

/** `public.workflow_runs.state` */
export type WorkflowRunState = 'running' | 'paused' | 'done' | 'failed' | 'stopped' | 'skipped'

/** `public.workflow_steps.state` */
export type WorkflowStepState = 'queued' | 'waiting' | 'done' | 'skipped' | 'failed' | 'stopped'

/** `app.workflow_triggers.subject` */
export type WorkflowTriggerSubject = 'patient' | 'thread' | 'session' | 'deal' | 'stock'

/** `public.workflows.status` */
export type WorkflowStatus = 'draft' | 'published' | 'stopped'

/** `public.working_hours.weekday` */
export type WorkingHourWeekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
