import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { leader, save, type Definition } from '../support/workflows.ts'

const db = await createDatabase()

describe('get_workflow_kit', () => {
  it('has recipes without problems, but for the tag of a clinic', () =>
    db.rolledBack(async (session) => {
      const kit = await ask<{
        recipes: { key: string; name: string; definition: Definition }[]
        steps: { key: string }[]
      }>(session, 'get_workflow_kit')
      expect(kit.steps).toHaveLength(11)
      expect(kit.recipes.map(({ key }) => key)).toEqual([
        'missed_session',
        'birthday',
        'after_first_session',
        'no_answer_24h',
        'welcome',
      ])
      for (const { name, definition } of kit.recipes) {
        const { id, problems } = await save(session, definition, { name })
        expect(problems).toEqual([])
        expect(await ask(session, 'publish_workflow', { id }, leader)).toMatchObject({
          status: 'published',
          version: 1,
        })
      }
    }))

  itIsForMembers(db, (sql) => sql`select public.get_workflow_kit(${aurora.id})`)
})
