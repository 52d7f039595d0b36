import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForLeaders, leader, saveDeal, settings } from '../support/sales.ts'

const db = await createDatabase()

describe('save_pipeline', () => {
  const pipeline = (ids: string[], more = {}) => ({
    name: 'Empresas',
    stages: ids.map((id, n) => ({
      id,
      name: `Etapa ${n + 1}`,
      probability: 10 * n,
      rotting_days: n ? 5 : null,
    })),
    ...more,
  })

  it('writes a pipeline with its stages in order, and lets a stage go that is empty', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      const ids = [randomUUID(), randomUUID()]
      await ask(session, 'save_pipeline', { id, version: null, pipeline: pipeline(ids) }, leader)
      const [, mine] = (await settings(session)).pipelines
      expect(mine).toMatchObject({ name: 'Empresas', stages: [{ id: ids[0] }, { id: ids[1] }] })
      const turned = { id, version: 1, pipeline: pipeline([ids[1]!]) }
      await ask(session, 'save_pipeline', turned, leader)
      expect((await settings(session)).pipelines[1]!.stages.map((one) => one.id)).toEqual([ids[1]])
      await expectRefusal(() => ask(session, 'save_pipeline', turned, leader), 'PT409', 'changed_meanwhile')
    }))

  it('keeps a stage in which a deal stands, and the last pipeline', () =>
    db.rolledBack(async (session) => {
      const [first] = (await settings(session)).pipelines
      const { stage_id } = await saveDeal(session)
      const without = first!.stages
        .filter(({ id }) => id !== stage_id)
        .map((one) => ({ ...one, probability: 10 }))
      const save = (form: object) =>
        ask(session, 'save_pipeline', { id: first!.id, version: first!.version, pipeline: form }, leader)
      await expectRefusal(() => save({ name: 'Vendas', stages: without }), 'PT409', 'stage_has_deals')
      await session.asPostgres((sql) => sql`delete from public.deals where tenant_id = ${aurora.id}`)
      const all = first!.stages.map((one) => ({ ...one, probability: 10 }))
      await expectRefusal(
        () => save({ name: 'Vendas', stages: all, archived: true }),
        'PT409',
        'last_pipeline',
      )
      await expectRefusal(() => save({ name: 'Vendas', stages: [] }), 'PT400', 'invalid_sale')
    }))

  itIsForLeaders(
    db,
    (sql) =>
      sql`select public.save_pipeline(${aurora.id}, gen_random_uuid(), null, '{"name": "X2", "stages": [{"id": "5a000000-0000-4000-8000-000000000009", "name": "Um", "probability": 1}]}')`,
  )
})
