import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()

it('tells anybody whether this installation serves one clinic, and nothing else', () =>
  db.rolledBack(async (session) => {
    const ask = () => session.asAnon((sql) => sql`select public.get_public_settings() as settings`)
    expect(await ask()).toEqual([{ settings: { single_tenant: false } }])
    await session.asPostgres((sql) => sql`update app.settings set single_tenant = true where true`)
    expect(await ask()).toEqual([{ settings: { single_tenant: true } }])
  }))
