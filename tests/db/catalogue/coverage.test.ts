import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

it('every function of schema public has a test file of its name', async () => {
  const rows = await db.asPostgres(
    (sql) =>
      sql<
        { name: string }[]
      >`select distinct proname as name from pg_proc where pronamespace = 'public'::regnamespace`,
  )
  const files = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' }).map(
    (file) => basename(file),
  )
  expect(rows.map(({ name }) => `${name}.test.ts`).filter((file) => !files.includes(file))).toEqual([])
})
