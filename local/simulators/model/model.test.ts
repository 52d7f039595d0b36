import { describe, expect, test } from 'vitest'
import { demoModelKey, modelRoutes } from './routes.ts'

const routes = modelRoutes()
const post = (path: string, body: object, key = demoModelKey) =>
  routes.request(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const tools = [{ type: 'function', function: { name: 'free_slots' } }]
async function chat(content: string, more: object = {}) {
  const response = await post('/chat/completions', {
    model: 'demo-model',
    messages: [{ role: 'user', content }],
    ...more,
  })
  const { choices } = (await response.json()) as {
    choices: { message: { content: string | null; tool_calls?: { function: { name: string } }[] } }[]
  }
  return choices[0]!.message
}

describe('the model of the demo', () => {
  test('asks a tool that is offered, and answers with its words', async () => {
    expect((await chat('Tem horário amanhã?', { tools })).tool_calls).toMatchObject([
      { function: { name: 'free_slots' } },
    ])
    const messages = [
      { role: 'user', content: 'Tem horário amanhã?' },
      { role: 'tool', content: '{"words": "Temos às 10h."}' },
    ]
    expect((await chat('', { messages, tools })).content).toBe('Temos às 10h.')
  })

  test('says what stands in a passage, and otherwise leaves it to a person', async () => {
    const passage = { role: 'system', content: '<trecho numero="1" fonte="Onde">\nRua A, 10.\n</trecho>' }
    const messages = [passage, { role: 'user', content: 'Onde fica?' }]
    expect((await chat('', { messages })).content).toBe('Rua A, 10.')
    expect((await chat('Onde fica?')).content).toBe('PESSOA')
  })

  test('knows its key, its models and their faults', async () => {
    const ask = (model: string, key?: string) => post('/chat/completions', { model, messages: [] }, key)
    expect((await ask('demo-model', 'other')).status).toBe(401)
    expect((await ask('none')).status).toBe(404)
    expect((await ask('demo-429')).headers.get('retry-after')).toBe('1')
    await expect((await ask('demo-json')).json()).rejects.toThrow()
  })

  test('writes piece by piece when that is asked', async () => {
    const response = await post('/chat/completions', {
      model: 'demo-model',
      stream: true,
      messages: [{ role: 'user', content: 'Oi' }],
    })
    const text = await response.text()
    expect(text).toContain('[DONE]')
    expect(text.match(/data: /g)?.length).toBeGreaterThan(3)
  })

  test('gives texts that are alike vectors that are near', async () => {
    const response = await post('/embeddings', {
      model: 'demo-embed',
      input: ['horário de atendimento', 'horarios de atendimento', 'estacionamento'],
    })
    const { data } = (await response.json()) as { data: { embedding: number[] }[] }
    const near = (a: number, b: number) =>
      data[a]!.embedding.reduce((sum, value, at) => sum + value * (data[b]!.embedding[at] ?? 0), 0)
    expect(near(0, 1)).toBeGreaterThan(near(0, 2))
  })
})
