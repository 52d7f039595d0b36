import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  type Assistant,
  itIsForAssistantLeaders,
  leader,
  makeReady,
  save,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('disconnect_assistant', () => {
  it('forgets the key and switches off', () =>
    db.rolledBack(async (session) => {
      await makeReady(session)
      await save(session, { mode: 'people' })
      expect(await ask<Assistant>(session, 'disconnect_assistant', {}, 'dona@aurora.test')).toMatchObject({
        settings: { mode: 'off' },
        is_connected: false,
      })
      const rows = await session.asPostgres((sql) => sql`select from app_private.assistant_credentials`)
      expect(rows).toHaveLength(0)
    }))

  it('is for owner and administrators', () =>
    db.rolledBack(async (session) => {
      await makeReady(session)
      await expectRefusal(
        () => session.asUser(leader, (sql) => sql`select public.disconnect_assistant(${aurora.id})`),
        'PT403',
        'forbidden',
      )
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.disconnect_assistant(${aurora.id})`)
})
