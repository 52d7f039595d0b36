import type { JobHandlers } from '../../platform/jobs.ts'
import { forgetImport, type ForgetImportDeps } from './forget-import.ts'
import { importRows, type ImportRowsDeps } from './import-rows.ts'
import { runCampaign, type RunCampaignDeps } from './run-campaign.ts'
import { undoImport, type UndoImportDeps } from './undo-import.ts'

/** What the handlers of this domain may ask for. */
export type SalesJobDeps = RunCampaignDeps & ImportRowsDeps & UndoImportDeps & ForgetImportDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function salesJobs(deps: SalesJobDeps): JobHandlers {
  return {
    run_campaign: runCampaign(deps),
    import_rows: importRows(deps),
    undo_import: undoImport(deps),
    forget_import: forgetImport(deps),
  }
}
