import { pieceRow } from '@import/piece.ts'
import type { PieceRow } from '@import/database.ts'
import { readRows, type NumberedRow, type ReadFile } from '@import/read.ts'
import type { RowPlan, RowProblem } from '@import/rows.ts'
import type { Found } from './types'

/** What an import would do, as far as the file alone says. */
export interface Preview {
  total: number
  accepted: number
  problems: { problem: RowProblem; rows: number }[]
  /** The first rows that would be refused. */
  refused: NumberedRow[]
}

const shown = 100
/** Between two parts the screen may answer. */
const rowsAtOnce = 2000

/** Reads all rows of a file; null when `isStale` says that nobody waits for it any more. */
export async function previewOf(
  file: ReadFile,
  plan: RowPlan,
  isStale: () => boolean,
): Promise<Preview | null> {
  const counts = new Map<RowProblem, number>()
  const refused: NumberedRow[] = []
  let accepted = 0
  for (let from = 0; from < file.rows.length; from += rowsAtOnce) {
    if (from > 0) await breath()
    if (isStale()) return null
    for (const row of readRows(file, plan, from, from + rowsAtOnce)) {
      if (row.problems.length === 0) accepted += 1
      else if (refused.length < shown) refused.push(row)
      for (const problem of row.problems) counts.set(problem, (counts.get(problem) ?? 0) + 1)
    }
  }
  const problems = [...counts].map(([problem, rows]) => ({ problem, rows }))
  return {
    total: file.rows.length,
    accepted,
    problems: problems.sort((one, other) => other.rows - one.rows),
    refused,
  }
}

/** What would become of the rows that the file itself does not rule out. */
export interface Outcome {
  /** Rows that were looked at so far, and all of them. */
  looked: number
  total: number
  created: number
  /** Records that are there already. */
  known: number
  /** Rows about a record that an earlier row of the file is about. */
  repeated: number
  problems: { problem: string; rows: number }[]
}

/** Counts what the server finds of rows, part by part. */
class OutcomeCount {
  private readonly seen = new Set<string>()
  private readonly why = new Map<string, number>()
  private created = 0
  private known = 0
  private repeated = 0
  private looked = 0

  add(numbers: readonly number[], { known, keys, problems }: Found): void {
    const refused = new Set(problems.map(([row]) => row))
    for (const [, problem] of problems) this.why.set(problem, (this.why.get(problem) ?? 0) + 1)
    for (const row of numbers) {
      this.looked += 1
      if (refused.has(row)) continue
      const id = known[row]
      const marks = id === undefined ? (keys[row] ?? []) : [id]
      if (marks.some((mark) => this.seen.has(mark))) this.repeated += 1
      else if (id === undefined) this.created += 1
      else this.known += 1
      for (const mark of marks) this.seen.add(mark)
    }
  }

  of(total: number): Outcome {
    const problems = [...this.why].map(([problem, rows]) => ({ problem, rows }))
    return {
      looked: this.looked,
      total,
      created: this.created,
      known: this.known,
      repeated: this.repeated,
      problems: problems.sort((one, other) => other.rows - one.rows),
    }
  }
}

/**
 * Asks of all rows that the file does not rule out whether they are there already, some at a time; `onPart` hears how far it is.
 * Ends without a word when `isStale` says that nobody waits any more.
 */
export async function outcomeOf(
  file: ReadFile,
  plan: RowPlan,
  accepted: number,
  ask: (rows: Omit<PieceRow, 'cells'>[]) => Promise<Found>,
  onPart: (outcome: Outcome) => void,
  isStale: () => boolean,
): Promise<void> {
  const count = new OutcomeCount()
  for (let from = 0; from < file.rows.length; from += rowsAtOnce) {
    const rows = [...readRows(file, plan, from, from + rowsAtOnce)]
      .filter(({ problems }) => problems.length === 0)
      .map((row) => {
        const { cells: _cells, ...rest } = pieceRow(row, plan.kind)
        return rest
      })
    if (rows.length === 0) continue
    const found = await ask(rows)
    if (isStale()) return
    count.add(
      rows.map(({ n }) => n),
      found,
    )
    onPart(count.of(accepted))
  }
}

/** Lets the browser draw and answer. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
