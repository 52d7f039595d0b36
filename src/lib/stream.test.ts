import { expect, test } from 'vitest'
import { eventsOf } from './stream'

const body = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
      controller.close()
    },
  })

async function heard(...parts: string[]) {
  const events = []
  for await (const event of eventsOf(body(...parts))) events.push(event)
  return events
}

test('events come whole, however they were cut on their way', async () => {
  expect(
    await heard('event: piece\ndata: {"te', 'xt":"Olá: "}\n', '\nevent: end\ndata: {"text":"Olá"}\n\n'),
  ).toEqual([
    { event: 'piece', data: { text: 'Olá: ' } },
    { event: 'end', data: { text: 'Olá' } },
  ])
})

test('comments and what was torn off say nothing', async () => {
  expect(await heard(': waiting\n\n', 'event: end\ndata: {"text"')).toEqual([])
})
