import type { JobHandlers } from '../../platform/jobs.ts'
import { buildExport, type BuildExportDeps } from './build-export.ts'
import { removeExport, type RemoveExportDeps } from './remove-export.ts'

/** What the handlers of this domain may ask for. */
export type TrustJobDeps = BuildExportDeps & RemoveExportDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function trustJobs(deps: TrustJobDeps): JobHandlers {
  return {
    build_export: buildExport(deps),
    remove_export: removeExport(deps),
  }
}
