import { z } from 'zod'
import type { AutomationService } from '../_shared/automation/database.ts'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { WorkReport } from '../_shared/platform/jobs.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { BillingService } from '../_shared/billing/database.ts'
import type { ClinicService } from '../_shared/clinic/database.ts'
import type { StockService } from '../_shared/commerce/stock-database.ts'
import type { MessagingService } from '../_shared/messaging/database.ts'
import type { Sweep } from '../_shared/media/sweep.ts'
import type { Queue } from '../_shared/platform/queue.ts'
import type { DinamizeService } from '../_shared/sales/dinamize.ts'
import type { AuditKeeper } from '../_shared/trust/audit.ts'
import type { ExportService } from '../_shared/trust/exports/database.ts'
import type { Reseal } from '../_shared/trust/reseal.ts'
import type { TrustService } from '../_shared/trust/database.ts'

const command = z.object({
  task: z
    .enum([
      'run',
      'prune',
      'sweep',
      'books',
      'summaries',
      'fees',
      'birthdays',
      'audit',
      'audit_check',
      'reports',
      'retention',
      'operations',
      'leads',
      'tokens',
      'suggestions',
      'reseal',
    ])
    .default('run'),
})

export interface ProcessJobsDeps {
  auth: Authenticator
  queue: Pick<Queue, 'pruneExpired'>
  books: Pick<BillingService, 'checkBooks'>
  clinic: Pick<ClinicService, 'refreshSummaries' | 'enqueueMonthlyFees'>
  stock: Pick<StockService, 'enqueuePurchaseSuggestions' | 'tellExpiringLots'>
  automation: Pick<AutomationService, 'tellBirthdays'>
  trust: Pick<TrustService, 'foldReports' | 'sendDueReports' | 'checkOperations'>
  messages: Pick<MessagingService, 'enqueueTokenRenewals'>
  dinamize: Pick<DinamizeService, 'enqueuePulls'>
  audit: AuditKeeper
  exports: Pick<ExportService, 'enqueueRetention'>
  sweep: Sweep
  reseal: Reseal
  work(): Promise<WorkReport>
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/**
 * Runs the jobs that are due; every hour it is told to remove old ones instead, and what removed clinics left in the
 * bucket, every night to compare the balances with their ledgers, every ten minutes to count what dashboards
 * and reports show and to mail reports that are due, every quarter of an hour to read the lists of e-mail marketing, every morning to renew what Meta was granted, every five minutes to look after the machinery of clinics, every morning to charge the monthly fees, to look what has to be bought and what expires and to tell workflows whose birthday it is, every minute to seal what was audited,
 * and every night to check those chains and to put secrets under the present key. The scheduler calls it and does not wait, so the work outlives the request.
 */
export function createHandler(deps: ProcessJobsDeps): Handler {
  return endpoint({ name: 'process-jobs', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    deps.auth.secretKey(request)
    const { task } = await readCommand(request, command)
    if (task === 'prune') {
      await deps.queue.pruneExpired()
      return json({ pruned: true })
    }
    if (task === 'sweep') {
      const sweeping = deps.sweep()
      deps.waitUntil(sweeping)
      const removed = await sweeping
      if (removed > 0) log.info('files of removed clinics are gone', { removed })
      return json({ removed })
    }
    if (task === 'books') {
      const checking = deps.books.checkBooks()
      deps.waitUntil(checking)
      const faults = await checking
      if (faults > 0) log.error('books are not in order', { faults })
      return json({ faults })
    }
    if (task === 'summaries') {
      const counting = deps.clinic.refreshSummaries()
      deps.waitUntil(counting)
      return json({ clinics: await counting })
    }
    if (task === 'reports') {
      const counting = deps.trust.foldReports()
      deps.waitUntil(counting)
      return json({ clinics: await counting, mailed: await deps.trust.sendDueReports() })
    }
    if (task === 'operations') {
      const checking = deps.trust.checkOperations()
      deps.waitUntil(checking)
      return json({ clinics: await checking })
    }
    if (task === 'leads') return json({ clinics: await deps.dinamize.enqueuePulls() })
    if (task === 'tokens') return json({ channels: await deps.messages.enqueueTokenRenewals() })
    if (task === 'suggestions') {
      const lots = await deps.stock.tellExpiringLots()
      return json({ clinics: await deps.stock.enqueuePurchaseSuggestions(), lots })
    }
    if (task === 'fees') return json({ clinics: await deps.clinic.enqueueMonthlyFees() })
    if (task === 'birthdays') return json({ people: await deps.automation.tellBirthdays() })
    if (task === 'retention') return json({ clinics: await deps.exports.enqueueRetention() })
    if (task === 'audit') {
      const sealing = deps.audit.sealAudits()
      deps.waitUntil(sealing)
      return json({ sealed: await sealing })
    }
    if (task === 'audit_check') {
      const checking = checkAudits(deps.audit)
      deps.waitUntil(checking)
      const report = await checking
      if (report.broken > 0) log.error('audit chains are not whole', report)
      return json(report)
    }
    if (task === 'reseal') {
      const sealing = deps.reseal()
      deps.waitUntil(sealing)
      const report = await sealing
      if (report.unreadable > 0) log.error('secrets cannot be opened', { ...report })
      return json(report)
    }
    const working = deps.work()
    deps.waitUntil(working)
    const report = await working
    if (report.claimed > 0) log.info('jobs done', { ...report })
    return json(report)
  })
}

/** What is no longer kept goes once its chain was found whole. */
async function checkAudits(audit: AuditKeeper): Promise<{ broken: number; pruned: number }> {
  const broken = await audit.checkAudits()
  return { broken, pruned: await audit.pruneAudits() }
}
