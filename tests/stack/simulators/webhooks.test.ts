import { describe, expect, test } from 'vitest'
import { ownStack } from '../support/stack.ts'

const { simulatorsUrl } = ownStack()

async function control(path: string, body: unknown): Promise<{ id: string; status: number | null }> {
  const response = await fetch(`${simulatorsUrl}/control${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as { id: string; status: number | null }
}

describe.each(['evolution', 'twilio'])('the functions take what a patient sends through %s', (provider) => {
  const types = 'text image audio video document sticker location contact button list reaction other'.split(
    ' ',
  )
  test.each(types)('%s', async (type) => {
    const target =
      type === 'reaction' ? (await control('/inbound', { provider, from: '5511966665555' })).id : undefined
    const message = {
      provider,
      from: '5511966665555',
      type,
      text: type === 'text' ? 'Oi' : '',
      target,
      emoji: '👍',
    }
    expect((await control('/inbound', message)).status).toBe(200)
  })
})

test.each(['edit', 'delete'])('the functions take the %s of an earlier message', async (type) => {
  const from = '5511966665555'
  const { id } = await control('/inbound', { provider: 'evolution', from, text: 'Oi' })
  const message = { provider: 'evolution', from, type, target: id, text: 'Olá' }
  expect((await control('/inbound', message)).status).toBe(200)
})
