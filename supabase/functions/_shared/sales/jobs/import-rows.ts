import type { ObjectStore } from '../../media/object-store.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { ImportService, ImportTask, Piece } from '../import/database.ts'
import { storable } from '../import/cells.ts'
import { pieceRow } from '../import/piece.ts'
import { mostBytes, readFile, readRows, type ReadFile } from '../import/read.ts'
import { UnreadableFile, type Encoding } from '../import/text.ts'

export interface ImportRowsDeps {
  imports: ImportService
  store: Pick<ObjectStore, 'in'>
  now(): Date
  /** Rows of one transaction; a thousand, unless told otherwise. */
  rowsAtOnce?: number
}

/** Others who write down a number of the clinic wait until a piece is there. */
const usualRowsAtOnce = 1000
/** A run writes for this long; then the jobs that came meanwhile have their turn. */
const writeForMs = 15_000

/** The file that was read last, for the next run of the same import. */
let lastRead: { path: string; file: ReadFile } | null = null

/**
 * Reads the file of an import and writes it piece by piece. A piece and the place it has come to are one transaction, so whoever
 * takes the job after a crash goes on behind it.
 */
export function importRows({
  imports,
  store,
  now,
  rowsAtOnce = usualRowsAtOnce,
}: ImportRowsDeps): JobHandler {
  return async (job) => {
    const { tenant_id: tenantId, lease_token: attempt } = job
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no import.')
    const task = await imports.beginImport(tenantId, id, attempt)
    if (task === null) return
    const bucket = store.in('imports')
    const end = async (failure: string | null) => {
      lastRead = null
      // What is left of a failure here goes with the upload itself.
      if (await imports.endImport(tenantId, id, attempt, failure))
        await bucket.remove([task.path]).catch(() => undefined)
    }
    let file: ReadFile
    try {
      file = await open(task)
    } catch (error) {
      if (error instanceof UnreadableFile) return await end(error.problem)
      throw error
    }
    const until = now().getTime() + writeForMs
    for (let done = task.done; ;) {
      const taken = await imports.takeImportRows(
        tenantId,
        id,
        attempt,
        pieceOf(file, task, done, done + rowsAtOnce, dayIn(task.time_zone, now())),
      )
      if (taken === null) return 'lost'
      done = taken.done
      if (done >= file.rows.length) return await end(null)
      if (now().getTime() > until) return (await imports.pauseImport(job)) ? 'retried' : 'lost'
    }
  }

  async function open({ path, kind, options }: ImportTask): Promise<ReadFile> {
    if (lastRead?.path === path) return lastRead.file
    const object = await store.in('imports').get(path, mostBytes)
    if (object === null) throw new UnreadableFile('file_missing')
    if (object.bytes === 'too_large') throw new UnreadableFile('too_large')
    const file = await readFile(object.bytes, kind, {
      ...(options.encoding == null ? {} : { encoding: options.encoding as Encoding }),
      ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
      ...(options.header_row === undefined ? {} : { header_row: options.header_row }),
    })
    lastRead = { path, file }
    return file
  }
}

function pieceOf(
  file: ReadFile,
  { kind, options, custom }: ImportTask,
  from: number,
  end: number,
  today: string,
): Piece {
  const to = Math.min(end, file.rows.length)
  const piece: Piece = { from, to, total: file.rows.length, rows: [], rejected: [] }
  const plan = { kind, columns: options.columns, dates: options.dates ?? [], custom, today }
  for (const row of readRows(file, plan, from, to)) {
    if (row.problems.length === 0) piece.rows.push(pieceRow(row, kind))
    else
      piece.rejected.push({
        n: row.row,
        cells: row.cells.map(storable),
        kinds: row.problems,
        wrong: row.wrong,
      })
  }
  return piece
}

const dayIn = (timeZone: string, date: Date) => date.toLocaleDateString('sv-SE', { timeZone })
