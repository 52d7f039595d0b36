import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Options {
  as?: Email
  purpose?: string
  version?: number
  title?: string
  body?: string
  used?: boolean
}
const call = (sql: TransactionSql, o: Options = {}) => sql<{ text: Record<string, unknown> }[]>`
  select public.save_intake_text(${aurora.id}, ${o.purpose ?? 'care_contract'}, ${o.version ?? 1}, ${o.title ?? 'Contrato'},
    ${o.body ?? 'Uma sessão por semana.'}, ${o.used ?? true}) as text`
const save = async (session: Session, options: Options = {}) => {
  const [row] = await session.asUser(options.as ?? 'supervisor@aurora.test', (sql) => call(sql, options))
  return row!.text
}
const versions = (session: Session) =>
  session.asPostgres(
    (sql) => sql`select version, title, is_used from public.intake_texts
      where tenant_id = ${aurora.id} and purpose = 'care_contract' order by version`,
  )

describe('save_intake_text', () => {
  it('adds a version and keeps those before it', () =>
    db.rolledBack(async (session) => {
      expect(await save(session)).toMatchObject({ version: 2, title: 'Contrato', is_used: true })
      expect(await save(session, { version: 2, used: false })).toMatchObject({ version: 3, is_used: false })
      expect(await versions(session)).toEqual([
        { version: 1, title: 'Contrato de atendimento', is_used: true },
        { version: 2, title: 'Contrato', is_used: true },
        { version: 3, title: 'Contrato', is_used: false },
      ])
    }))

  it('takes the same words again as the same version', () =>
    db.rolledBack(async (session) => {
      await save(session)
      expect(await save(session, { body: ' Uma sessão por semana.\r\n' })).toMatchObject({ version: 2 })
    }))

  it('refuses an older version, no words, no such purpose, and who does not lead', () =>
    db.rolledBack(async (session) => {
      await save(session)
      await expectRefusal(() => save(session, { title: 'Outro' }), 'PT409', 'changed_meanwhile')
      await expectRefusal(() => save(session, { version: 2, body: ' \n' }), 'PT400', 'invalid_text')
      await expectRefusal(
        () => save(session, { version: 2, body: 'a'.repeat(20001) }),
        'PT400',
        'invalid_text',
      )
      await expectRefusal(() => save(session, { version: 2, title: '' }), 'PT400', 'invalid_name')
      await expectRefusal(() => save(session, { purpose: 'care' }), 'PT404', 'text_not_found')
      for (const as of ['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)
        await expectRefusal(() => save(session, { as, version: 2, title: 'Outro' }), 'PT403', 'forbidden')
    }))

  it('makes of two who save at once one, and tells the other', async () => {
    const results = await Promise.allSettled(['Um texto', 'Outro texto'].map((body) => save(db, { body })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await versions(db)).toHaveLength(2)
  })

  itIsForMembers(db, (sql) => call(sql))
})
