import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itNeedsSession } from '../support/guards.ts'

const db = await createDatabase()

const create = (
  session: Session,
  name: string | null = 'Clínica São José',
  zone: string | null = 'America/Manaus',
) =>
  session.asUser('fora@exemplo.test', async (sql) => {
    const [tenant] = await sql`select * from public.create_tenant(${name}, ${zone})`
    return tenant!
  })

describe('create_tenant', () => {
  it('makes a clinic of which the caller is the owner', () =>
    db.rolledBack(async (session) => {
      const tenant = await create(session)
      expect(tenant).toMatchObject({
        slug: 'clinica-sao-jose',
        name: 'Clínica São José',
        time_zone: 'America/Manaus',
        ignore_groups: true,
      })
      const members = await session.asUser(
        'fora@exemplo.test',
        (sql) => sql`select user_id, role from public.tenant_members`,
      )
      expect(members).toEqual([{ user_id: people['fora@exemplo.test'].id, role: 'owner' }])
    }))

  it('gives clinics of one name different addresses', () =>
    db.rolledBack(async (session) => {
      const [first, second] = [await create(session), await create(session)]
      expect(second.slug).toMatch(/^clinica-sao-jose-[0-9a-f]{6}$/)
      expect(second.id).not.toBe(first.id)
    }))

  it.each(['心', '!!!', '---'])('has an address for a name without letters: %s%s', (name) =>
    db.rolledBack(async (session) => {
      expect((await create(session, `${name}${name}`)).slug).toMatch(/^clinica/)
    }),
  )

  it.each([
    ['an empty name', '', 'America/Manaus', 'invalid_name'],
    ['no name', null, 'America/Manaus', 'invalid_name'],
    ['a name of 121 characters', 'x'.repeat(121), 'America/Manaus', 'invalid_name'],
    ['an invented time zone', 'Clínica', 'Brazil/Nowhere', 'invalid_time_zone'],
    ['no time zone', 'Clínica', null, 'invalid_time_zone'],
  ])('refuses %s', (_what, name, zone, code) =>
    db.rolledBack((session) => expectRefusal(() => create(session, name, zone), 'PT400', code)),
  )

  it('refuses in an installation for one clinic', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`update app.settings set single_tenant = true where true`)
      await expectRefusal(() => create(session), 'PT403', 'single_tenant')
    }))

  it('refuses the twenty-first clinic of one person', () =>
    db.rolledBack(async (session) => {
      for (let n = 0; n < 20; n += 1) await create(session)
      await expectRefusal(() => create(session), 'PT403', 'too_many_clinics')
    }))

  itNeedsSession(db, (sql) => sql`select public.create_tenant('Clínica')`)
})
