import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { reportsFor } from '../../../bench/support/reports.ts'
import { repositoryRoot } from '../../../local/config.ts'
import { freePort } from '../../../local/ports.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()
const reports = reportsFor({
  tenantId: aurora.id,
  owner: people['dona@aurora.test'].id,
  saasAdmin: people['saas@zelo.test'].id,
})

describe('reads that may go to a replica', () => {
  it.each(reports)('$name is STABLE and answers where nothing may be written', async ({ name, as, ask }) => {
    await db.asPostgres(async (sql) => {
      const functions = await sql`
        select provolatile from pg_proc where pronamespace = 'public'::regnamespace and proname = ${name}`
      expect(functions).toEqual([{ provolatile: 's' }])
      // refuses what a standby refuses: writes, locks of rows, numbers of a sequence
      await sql`set transaction read only`
      const claims = JSON.stringify({ sub: as, role: 'authenticated' })
      await sql`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
      await ask(sql)
    })
  })

  it('are answered by a real one as by the primary, and what writes is refused', async () => {
    const ports = [`--port=${await freePort()}`, `--replica-port=${await freePort()}`]
    const options = ['--messages=400', '--milliseconds=150', '--repetitions=1', ...ports]
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(repositoryRoot, 'bench', 'run.mjs'), 'replica', ...options],
      { cwd: repositoryRoot },
    )
    expect(stdout).toContain(`all ${reports.length} answers agree`)
    expect(stdout).toContain('a write on the replica is refused with 25006')
    expect(stdout).toMatch(/the replica is behind by \d/)
  }, 120_000)
})
