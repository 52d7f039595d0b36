import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { leader, save, type Definition } from '../support/workflows.ts'

const db = await createDatabase()

describe('get_workflow_kit', () => {
  it('has recipes without problems, but for the tag of a clinic', () =>
    db.rolledBack(async (session) => {
      const kit = await ask<{
        recipes: { key: string; name: string; definition: Definition; asks: string[] }[]
        steps: { key: string }[]
      }>(session, 'get_workflow_kit')
      expect(kit.steps).toHaveLength(13)
      expect(kit.recipes.map(({ key }) => key)).toEqual([
        'missed_session',
        'birthday',
        'after_first_session',
        'no_answer_24h',
        'welcome',
      ])
      const [tag] = await session.asPostgres(
        (sql) => sql<{ id: string }[]>`
          select id from public.conversation_tags where tenant_id = ${aurora.id} and system_key = 'urgent'`,
      )
      for (const { key, name, definition, asks } of kit.recipes) {
        const { id, problems } = await save(session, definition, { name })
        // what it asks for keeps it from being switched on: it must not start on any tag
        expect(asks).toEqual(key === 'no_answer_24h' ? ['tag_id'] : [])
        expect(problems.map(({ field, code }) => [field, code])).toEqual(
          asks.map((field) => [field, 'missing_option']),
        )
        if (asks.length > 0) {
          await expectRefusal(
            () => ask(session, 'publish_workflow', { id }, leader),
            'PT409',
            'workflow_has_problems',
          )
          definition.trigger.options = { tag_id: tag!.id }
          await save(session, definition, { id, name })
        }
        expect(await ask(session, 'publish_workflow', { id }, leader)).toMatchObject({
          status: 'published',
          version: 1,
        })
      }
    }))

  itIsForMembers(db, (sql) => sql`select public.get_workflow_kit(${aurora.id})`)
})
