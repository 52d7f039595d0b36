import { describe, expect, test } from 'vitest'
import { networkErrors, scripted } from '../platform/testing.ts'
import { createModel, ModelError } from './provider.ts'

const completion = (message: object, more: object = {}) =>
  Response.json({
    id: 'chatcmpl-1',
    model: 'small-2026',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', ...message } }],
    usage: { prompt_tokens: 12, completion_tokens: 3 },
    ...more,
  })
const refusal = (status: number, code: string, more: object = {}, headers = {}) =>
  Response.json({ error: { message: 'any', type: code, param: null, code, ...more } }, { status, headers })

function model(answers: (Response | Error)[], fallbackModel: string | null = null) {
  const { fetch, asked } = scripted(answers)
  const pauses: number[] = []
  const made = createModel(
    fetch,
    {
      baseUrl: 'https://ai.test/v1',
      apiKey: 'sk-1',
      model: 'small',
      fallbackModel,
      embeddingModel: 'embed-1',
    },
    { now: () => 0, pause: (ms) => Promise.resolve(void pauses.push(ms)) },
  )
  const bodies = () => asked.map(({ init }) => JSON.parse(String(init.body)) as Record<string, unknown>)
  return { ...made, asked, pauses, bodies }
}
const request = { messages: [{ role: 'user', content: 'Olá' } as const], maxTokens: 300 }
const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ModelError)
  return (error as ModelError).code
}

describe('a chat', () => {
  test('is asked with the key and comes with its numbers', async () => {
    const ai = model([completion({ content: 'Oi!' })])
    expect(await ai.chat(request)).toEqual({
      text: 'Oi!',
      calls: [],
      isCut: false,
      model: 'small-2026',
      promptTokens: 12,
      completionTokens: 3,
      latencyMs: 0,
    })
    expect(ai.asked[0]).toMatchObject({
      url: 'https://ai.test/v1/chat/completions',
      init: { redirect: 'manual', headers: { authorization: 'Bearer sk-1' } },
    })
    expect(ai.bodies()[0]).toMatchObject({ model: 'small', max_tokens: 300, messages: request.messages })
  })

  test('brings calls of tools; arguments that are no object are null', async () => {
    const call = (id: string, args: string) => ({
      id,
      type: 'function',
      function: { name: 'price', arguments: args },
    })
    const ai = model([
      completion({
        content: null,
        tool_calls: [call('a', '{"name":"fisio"}'), call('b', '{"name":'), call('c', '[1]')],
      }),
    ])
    const { calls, text } = await ai.chat({
      ...request,
      tools: [{ name: 'price', description: 'x', parameters: {} }],
    })
    expect(text).toBe('')
    expect(calls.map(({ args }) => args)).toEqual([{ name: 'fisio' }, null, null])
    expect(ai.bodies()[0]?.tools).toEqual([
      { type: 'function', function: { name: 'price', description: 'x', parameters: {} } },
    ])
  })

  test('waits as long as it is told to, and asks again', async () => {
    const ai = model([
      refusal(429, 'rate_limit_exceeded', {}, { 'retry-after': '7' }),
      networkErrors.reset,
      completion({ content: 'ok' }),
    ])
    expect((await ai.chat(request)).text).toBe('ok')
    expect(ai.pauses).toEqual([7000, 2000])
  })

  test('asks the second model when the first does not answer', async () => {
    const ai = model(
      [refusal(503, 'x'), refusal(503, 'x'), refusal(503, 'x'), completion({ content: 'ok' })],
      'large',
    )
    expect((await ai.chat(request)).text).toBe('ok')
    expect(ai.bodies().map((body) => body.model)).toEqual(['small', 'small', 'small', 'large'])
  })

  test('says the longest answer otherwise where that name is not known', async () => {
    const ai = model([
      refusal(400, 'unsupported_parameter', { param: 'max_tokens' }),
      completion({ content: 'ok' }),
    ])
    await ai.chat(request)
    expect(ai.bodies()[1]).toMatchObject({ max_completion_tokens: 300 })
    expect(ai.bodies()[1]).not.toHaveProperty('max_tokens')
  })

  test.each([
    ['model_key_refused', refusal(401, 'invalid_api_key')],
    ['model_quota_spent', refusal(429, 'insufficient_quota')],
    ['model_not_found', refusal(404, 'model_not_found')],
    ['model_request_too_long', refusal(400, 'context_length_exceeded')],
    ['model_refused', completion({ content: null, refusal: 'no' })],
    ['model_bad_answer', Response.json({ hello: 1 })],
    ['model_bad_answer', new Response('<html></html>')],
    ['model_bad_answer', Response.json({ choices: [] })],
  ])('ends as %s', async (code, response) => {
    const ai = model([response])
    expect(await failure(ai.chat(request))).toBe(code)
    expect(ai.asked).toHaveLength(1)
  })

  test.each([
    ['is late', networkErrors.late],
    ['cannot be reached', networkErrors.refusedByDeno],
  ])('of a server that %s ends as unavailable', async (_name, error) => {
    expect(await failure(model([error, error, error]).chat(request))).toBe('model_unavailable')
  })

  test('that says an error with 200 is tried again', async () => {
    const error = () => Response.json({ error: { message: 'x', code: 502 } })
    expect(await failure(model([error(), error(), error()]).chat(request))).toBe('model_unavailable')
  })
})

describe('a stream', () => {
  const events = (...parts: string[]) => {
    const bytes = new TextEncoder().encode(parts.join(''))
    // one byte at a time: letters of two bytes are torn apart
    return new Response(
      new ReadableStream({
        start(controller) {
          for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
          controller.close()
        },
      }),
    )
  }
  const said = async (ai: ReturnType<typeof model>) => {
    const pieces: string[] = []
    for await (const piece of ai.stream(request)) pieces.push(piece)
    return pieces.join('')
  }
  const delta = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`

  test('comes piece by piece, past comments and the chunk of the numbers', async () => {
    const ai = model([
      events(
        ': PROCESSING\n\n',
        delta('Olá, '),
        delta('sessão'),
        'data: {"choices":[]}\n\n',
        'data: [DONE]\n\n',
      ),
    ])
    expect(await said(ai)).toBe('Olá, sessão')
  })

  test('ends with what went wrong in the middle of it', async () => {
    expect(await failure(said(model([events(delta('Olá'), 'data: {"error":{"message":"x"}}\n\n')])))).toBe(
      'model_unavailable',
    )
    expect(await failure(said(model([refusal(401, 'invalid_api_key')])))).toBe('model_key_refused')
  })
})

describe('vectors', () => {
  test('come in the order of the texts', async () => {
    const ai = model([
      Response.json({
        data: [
          { index: 1, embedding: [2] },
          { index: 0, embedding: [1] },
        ],
      }),
    ])
    expect(await ai.embed(['a', ''])).toEqual({ vectors: [[1], [2]], tokens: 1 })
    expect(ai.bodies()[0]).toMatchObject({ model: 'embed-1', input: ['a', '-'] })
  })

  test('that are missing are no answer', async () => {
    expect(await failure(model([Response.json({ data: [] })]).embed(['a']))).toBe('model_bad_answer')
  })
})
