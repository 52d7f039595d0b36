import { test } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** Why a row of a labelled set came out otherwise than its label; `npm test` tells it at its end. */
    miss?: string
  }
}

/** How much of a labelled set has to be right; a set that nobody has seen may hold a row that is read otherwise. */
const floor = 0.95

/**
 * A test for each row of a labelled set (`ZELO_CASES`). A row that comes out otherwise is skipped by name, and the set
 * fails when more than one row in twenty does.
 */
export function testLabelledSet<Row extends { id: string }>(
  rows: readonly Row[],
  title: string,
  check: (row: Row) => Promise<void> | void,
): void {
  if (rows.length === 0) return
  const misses: string[] = []
  for (const row of rows) {
    test(`${row.id} ${title}`, async (context) => {
      try {
        await check(row)
      } catch (error) {
        const miss = error instanceof Error ? error.message : String(error)
        misses.push(`${row.id}: ${miss}`)
        context.task.meta.miss = miss
        context.skip()
      }
    })
  }
  test(`${title}: at least ${floor * 100} % are right`, () => {
    if (misses.length > Math.floor(rows.length * (1 - floor))) throw new Error(misses.join('\n'))
  })
}
