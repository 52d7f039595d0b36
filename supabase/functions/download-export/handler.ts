import { z } from 'zod'
import type { ObjectStore } from '../_shared/media/object-store.ts'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { ExportDatabase } from '../_shared/trust/exports/database.ts'

const command = z.object({ tenant_id: z.guid(), export_id: z.guid() })

export interface DownloadExportDeps {
  auth: Authenticator
  exports: Pick<ExportDatabase, 'asUser'>
  store: Pick<ObjectStore, 'in'>
  log: Log
}

/**
 * Answers an address that opens the file of an export for some minutes. The caller is whoever asked for the export; every
 * address is noted as a download before it is given.
 */
export function createHandler(deps: DownloadExportDeps): Handler {
  return endpoint({ name: 'download-export', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const { tenant_id, export_id } = await readCommand(request, command)
    const { path, name, seconds } = await deps.exports.asUser(claims).openExport(tenant_id, export_id)
    return json({ url: await deps.store.in('exports').sign(path, seconds, name), name })
  })
}
