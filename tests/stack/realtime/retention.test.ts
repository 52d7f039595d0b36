import { randomUUID } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { deleteOldMessages } from '../../../local/realtime/retention.ts'
import { Lab } from './support.ts'

const lab = new Lab()
afterAll(() => lab.close())

it('deletes old rows a batch at a time, and no others', async () => {
  const topic = `retention:${randomUUID()}`
  await lab.sql`
    insert into realtime.messages (topic, event, extension, private, inserted_at)
    select ${topic}, 'e', 'broadcast', true, now() at time zone 'utc' - age
    from unnest(array['11 minutes', '1 day', '2 days', '9 minutes', '0']::interval[]) age`
  const batches: number[] = []
  do batches.push(await deleteOldMessages(lab.sql, 2))
  while (batches.at(-1) === 2)
  expect(batches.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(3)
  const [left] = await lab.sql`select count(*)::int from realtime.messages where topic = ${topic}`
  expect(left).toEqual({ count: 2 })
})
