import type { ObjectStore } from '../../media/object-store.ts'
import type { ExportService, ExportTask } from './database.ts'

/** What is being built, for whom. */
export interface ExportRequest extends ExportTask {
  tenantId: string
  id: string
}

/** What a builder may ask for. */
export interface BuilderDeps {
  exports: ExportService
  store: Pick<ObjectStore, 'in'>
  now(): Date
}

/**
 * Says how far the export is, and keeps the job; rejects with `ExportStopped` when it was cancelled or another worker has
 * taken over. Called between steps of some seconds at most.
 */
export type Progress = (done: number, total: number) => Promise<void>

/** The file of an export as it is made: it is sent to the bucket while it is read. */
export interface BuiltExport {
  type: 'application/zip' | 'application/pdf'
  content: AsyncIterable<Uint8Array>
}

/** Builds one kind of export. It is called anew by each attempt, and nothing of an attempt is kept but its file. */
export type ExportBuilder = (
  request: ExportRequest,
  deps: BuilderDeps,
  progress: Progress,
) => BuiltExport | Promise<BuiltExport>

/** Thrown through a builder whose work nobody waits for any more. */
export class ExportStopped extends Error {}
