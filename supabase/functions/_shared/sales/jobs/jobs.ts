import type { JobHandlers } from '../../platform/jobs.ts'
import { pullLeads, type PullLeadsDeps } from './pull-leads.ts'
import { pushLead, type PushLeadDeps } from './push-lead.ts'
import { eraseContact, type EraseContactDeps } from './erase-contact.ts'
import { forgetImport, type ForgetImportDeps } from './forget-import.ts'
import { importRows, type ImportRowsDeps } from './import-rows.ts'
import { runCampaign, type RunCampaignDeps } from './run-campaign.ts'
import { undoImport, type UndoImportDeps } from './undo-import.ts'

/** What the handlers of this domain may ask for. */
export type SalesJobDeps = RunCampaignDeps &
  PushLeadDeps &
  PullLeadsDeps &
  EraseContactDeps &
  ImportRowsDeps &
  UndoImportDeps &
  ForgetImportDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function salesJobs(deps: SalesJobDeps): JobHandlers {
  return {
    run_campaign: runCampaign(deps),
    push_lead: pushLead(deps),
    pull_leads: pullLeads(deps),
    erase_contact: eraseContact(deps),
    import_rows: importRows(deps),
    undo_import: undoImport(deps),
    forget_import: forgetImport(deps),
  }
}
