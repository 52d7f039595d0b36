import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itNeedsSession } from '../support/guards.ts'

const db = await createDatabase()

const update = (session: Session, name: string | null, locale: string | null = 'en') =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.update_my_profile(${name}, ${locale})`,
  )

describe('update_my_profile', () => {
  it('changes name and language of the caller and of nobody else', () =>
    db.rolledBack(async (session) => {
      const [row] = await update(session, '  Rita Souza ')
      expect(row).toMatchObject({
        id: people['recepcao@aurora.test'].id,
        full_name: 'Rita Souza',
        locale: 'en',
      })
      const others = await session.asPostgres(
        (sql) => sql`select from public.profiles where full_name = 'Rita Souza' or locale = 'en'`,
      )
      expect(others).toHaveLength(1)
    }))

  it.each([
    ['a name of one letter', 'R', 'en', 'invalid_name'],
    ['no name', null, 'en', 'invalid_name'],
    ['a name of 121 characters', 'x'.repeat(121), 'en', 'invalid_name'],
    ['a language that is not there', 'Rita', 'fr', 'invalid_locale'],
    ['no language', 'Rita', null, 'invalid_locale'],
  ])('refuses %s', (_what, name, locale, code) =>
    db.rolledBack((session) => expectRefusal(() => update(session, name, locale), 'PT400', code)),
  )

  itNeedsSession(db, (sql) => sql`select public.update_my_profile('Ninguém', 'en')`)
})
