import { createHash } from 'node:crypto'
import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import { ExportStopped, type BuilderDeps } from '../exports/builder.ts'
import { builders } from '../exports/builders.ts'

export type BuildExportDeps = BuilderDeps

/**
 * Builds the file of an export and stores it. Each attempt writes an object of its own, and one alone becomes the file of the
 * export, so whoever takes the job after a crash begins again and ends it once.
 */
export function buildExport(deps: BuildExportDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload, lease_token: attempt }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no export.')
    const task = await deps.exports.beginExport(tenantId, id, attempt)
    if (task === null) return
    const builder = builders[task.kind]
    if (builder === undefined) throw new Error(`No builder of ${task.kind}.`)
    const bucket = deps.store.in('exports')
    const hash = createHash('sha256')
    let bytes = 0
    let isStopped = false

    const progress = async (done: number, total: number) => {
      isStopped = !(await deps.exports.noteExportProgress(tenantId, id, attempt, done, total))
      if (isStopped) throw new ExportStopped()
    }
    try {
      const { build } = await builder()
      const { type, content } = await build({ ...task, tenantId, id }, deps, progress)
      const counted = async function* () {
        for await (const chunk of content) {
          hash.update(chunk)
          bytes += chunk.byteLength
          yield chunk
        }
      }
      await bucket.put(task.path, streamOf(counted()), type)
    } catch (error) {
      // What was sent of it, if anything, is nobody's.
      if (isStopped) return await bucket.remove([task.path])
      throw error
    }
    const file = { path: task.path, bytes, sha256: hash.digest('hex') }
    if (!(await deps.exports.completeExport(tenantId, id, attempt, file))) await bucket.remove([task.path])
  }
}

/** Asks for the next chunk when the last one was sent. */
function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}
