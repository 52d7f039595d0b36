import type { JobHandlers } from '../../platform/jobs.ts'
import { serviceInvoice, type ServiceInvoiceDeps } from './service-invoice.ts'
import { checkPix, type CheckPixDeps } from './check-pix.ts'
import { freedSlot, type FreedSlotDeps } from './freed-slot.ts'
import { postMonthlyFees, type PostMonthlyFeesDeps } from './post-monthly-fees.ts'
import { sessionNotice, type SessionNoticeDeps } from './session-notice.ts'
import { reminderAnswer, type ReminderAnswerDeps } from './reminder-answer.ts'
import { sessionReminder, type SessionReminderDeps } from './session-reminder.ts'
import { waitingAnswer, type WaitingAnswerDeps } from './waiting-answer.ts'
import { waitingSlot, type WaitingSlotDeps } from './waiting-slot.ts'

/** What the handlers of this domain may ask for. */
export type ClinicJobDeps = SessionNoticeDeps &
  SessionReminderDeps &
  ReminderAnswerDeps &
  FreedSlotDeps &
  ServiceInvoiceDeps &
  WaitingSlotDeps &
  WaitingAnswerDeps &
  CheckPixDeps &
  PostMonthlyFeesDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function clinicJobs(deps: ClinicJobDeps): JobHandlers {
  return {
    session_notice: sessionNotice(deps),
    session_reminder: sessionReminder(deps),
    reminder_answer: reminderAnswer(deps),
    service_invoice: serviceInvoice(deps),
    freed_slot: freedSlot(deps),
    waiting_slot: waitingSlot(deps),
    waiting_answer: waitingAnswer(deps),
    check_pix: checkPix(deps),
    post_monthly_fees: postMonthlyFees(deps),
  }
}
