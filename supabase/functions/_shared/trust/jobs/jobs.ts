import type { JobHandlers } from '../../platform/jobs.ts'
import { buildExport, type BuildExportDeps } from './build-export.ts'
import { deleteClinic, type DeleteClinicDeps } from './delete-clinic.ts'
import { deliverWebhook, type DeliverWebhookDeps } from './deliver-webhook.ts'
import { erasePerson, type ErasePersonDeps } from './erase-person.ts'
import { removeExport, type RemoveExportDeps } from './remove-export.ts'
import { runRetention, type RunRetentionDeps } from './run-retention.ts'
import { sendEmail, type SendEmailDeps } from './send-email.ts'
import { tellAlert, type TellAlertDeps } from './tell-alert.ts'
import { tellWebhooks, type TellWebhooksDeps } from './tell-webhooks.ts'

/** What the handlers of this domain may ask for. */
export type TrustJobDeps = SendEmailDeps &
  TellAlertDeps &
  TellWebhooksDeps &
  DeliverWebhookDeps &
  BuildExportDeps &
  ErasePersonDeps &
  RunRetentionDeps &
  RemoveExportDeps &
  DeleteClinicDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function trustJobs(deps: TrustJobDeps): JobHandlers {
  return {
    send_email: sendEmail(deps),
    tell_alert: tellAlert(deps),
    tell_webhooks: tellWebhooks(deps),
    deliver_webhook: deliverWebhook(deps),
    run_retention: runRetention(deps),
    erase_person: erasePerson(deps),
    build_export: buildExport(deps),
    remove_export: removeExport(deps),
    delete_clinic: deleteClinic(deps),
  }
}
