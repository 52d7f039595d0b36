import { createKnowledgeDatabase } from '../_shared/ai/database.ts'
import { assistantOf } from '../_shared/ai/wiring.ts'
import { createAutomationDatabase } from '../_shared/automation/database.ts'
import { createBillingDatabase } from '../_shared/billing/database.ts'
import { pixOf } from '../_shared/clinic/pix/wiring.ts'
import { createClinicDatabase } from '../_shared/clinic/database.ts'
import { createHttpIssuer } from '../_shared/clinic/invoices/http-issuer.ts'
import { commerceOf } from '../_shared/commerce/wiring.ts'
import { createStockDatabase } from '../_shared/commerce/stock-database.ts'
import { createSweep } from '../_shared/media/sweep.ts'
import { endpointFetchOf, webhookFetchOf } from '../_shared/messaging/evolution-wiring.ts'
import { pushOf } from '../_shared/messaging/push-wiring.ts'
import { sendingOf } from '../_shared/messaging/sending-wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { createWorker } from '../_shared/platform/jobs.ts'
import { createSendMail } from '../_shared/platform/mail.ts'
import { wakerOf } from '../_shared/platform/waking.ts'
import type { Platform } from '../_shared/platform/wiring.ts'
import { dinamizeOf } from '../_shared/sales/dinamize.ts'
import { createImportService } from '../_shared/sales/import/database.ts'
import { createCampaignService } from '../_shared/sales/campaigns.ts'
import { webhooksOf } from '../_shared/trust/wiring.ts'
import { createAuditKeeper } from '../_shared/trust/audit.ts'
import { createTrustDatabase } from '../_shared/trust/database.ts'
import { createExportDatabase } from '../_shared/trust/exports/database.ts'
import { createReseal, createSealedStores } from '../_shared/trust/reseal.ts'
import { jobHandlers } from './registry.ts'

/** What the worker asks for. */
export function workOf(platform: Platform, sending = sendingOf(platform), push = pushOf(platform)) {
  const { queue, log, now, waitUntil, env, fetch } = platform
  const invoices = env.nfseUrl === null ? null : createHttpIssuer({ fetch, url: env.nfseUrl })
  const clinic = createClinicDatabase(platform.calls).service
  const automation = createAutomationDatabase(platform.calls).service
  const stock = createStockDatabase(platform.calls).service
  const trust = createTrustDatabase(platform.calls).service
  const dinamize = dinamizeOf(platform)
  const exports = createExportDatabase(platform.calls).service
  return {
    ...authOf(platform),
    log,
    queue,
    waitUntil,
    clinic,
    automation,
    messages: sending.messages,
    dinamize: dinamize.dinamize,
    stock,
    exports,
    trust,
    audit: createAuditKeeper(platform.calls),
    books: createBillingDatabase(platform.calls).service,
    sweep: createSweep(sending.media),
    reseal: createReseal({
      sealed: createSealedStores(platform.calls),
      secrets: platform.secrets,
      keyId: env.encryptionKeyId,
      log,
    }),
    work: createWorker({
      database: queue,
      handlers: jobHandlers({
        ...sending,
        ...assistantOf(platform),
        ...pixOf(platform),
        ...commerceOf(platform),
        ...webhooksOf(platform),
        ...dinamize,
        secrets: platform.secrets,
        now,
        push,
        clinic,
        automation,
        campaigns: createCampaignService(platform.calls),
        wake: wakerOf(platform),
        stock,
        knowledge: createKnowledgeDatabase(platform.calls).service,
        trust,
        exports,
        imports: createImportService(platform.calls),
        store: sending.media.store,
        sendMail: env.smtpUrl === null ? null : createSendMail(env.smtpUrl, env.mailFrom),
        appUrl: platform.appUrl,
        log,
        guardedFetch: endpointFetchOf(platform),
        webhookFetch: webhookFetchOf(platform),
        invoices,
        publicUrl: platform.publicUrl,
      }),
      log,
      now,
    }),
  }
}
