import { readRows, type NumberedRow, type ReadFile } from '@import/read.ts'
import type { RowPlan, RowProblem } from '@import/rows.ts'

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
