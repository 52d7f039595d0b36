import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import { leader } from '../support/workflows.ts'

const db = await createDatabase()

describe('list_workflow_events', () => {
  it('finds what happened lately', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      const events = (trigger_kind: string) =>
        ask<{ event_key: string; title: string }[]>(
          session,
          'list_workflow_events',
          { trigger_kind, days: 60 },
          leader,
        )
      expect((await events('patient.created')).map(({ title }) => title).sort()).toEqual([
        'Ana Prado',
        'Bia Reis',
        'Caio Souza',
        'Davi Lima',
      ])
      expect((await events('message.received')).map(({ event_key }) => event_key.split(':')[0])).toContain(
        'message.received',
      )
      for (const kind of [
        'birthday',
        'conversation.tagged',
        'session.missed',
        'session.attended',
        'intake.submitted',
        'x',
      ])
        expect(await events(kind)).toEqual([])
      const desk = () => ask(session, 'list_workflow_events', { trigger_kind: 'birthday' })
      await expectRefusal(desk, 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.list_workflow_events(${aurora.id}, 'birthday')`)
})
