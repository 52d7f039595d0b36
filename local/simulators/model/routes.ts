import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

/** The key that the endpoint takes. */
export const demoModelKey = 'demo-model-key'

interface Message {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string | null
}
interface Request {
  model: string
  messages: Message[]
  tools?: { function: { name: string } }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
}
interface Answer {
  content: string
  call?: { name: string; arguments: string }
  isCut?: boolean
}

/** What is asked of the clinic for words that somebody writes, when the tool is offered. */
const wishes: [RegExp, string][] = [
  [/minhas? (pr[óo]ximas? )?(sess|consult)|quando (é|e) (a )?minha/i, 'my_sessions'],
  [/hor[áa]rio|marcar|vaga|agendar/i, 'free_slots'],
  [/pedido|entrega|comprei/i, 'order_state'],
  [/pre[çc]o|valor|quanto (custa|é)/i, 'price'],
]

/** What a person of the clinic asks for, by the words of its rules, and what is made of their text. */
const drafts: [RegExp, (text: string) => string][] = [
  [
    /Você resume/,
    (text) =>
      text
        .split('\n')
        .slice(-3)
        .map((line) => `- ${line}`)
        .join('\n'),
  ],
  [/Você reescreve/, (text) => `Por favor: ${text}`],
  [/Você traduz/, (text) => `[tradução] ${text}`],
  [
    /rascunho de evolução/,
    (text) =>
      text
        .split(/[;\n]+/)
        .map((point) => `${point.trim()}.`)
        .join(' '),
  ],
]

/** Answers by rules: a draft of what was written, a tool's own words, the first passage that it was given, a greeting, or PESSOA. */
function think({ messages, tools = [] }: Request): Answer {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const asked = messages[last]?.content ?? ''
  const draft = drafts.find(([rules]) => rules.test(messages[0]?.content ?? ''))?.[1]
  if (draft) return { content: draft(asked) }
  const told = messages.slice(last + 1).filter(({ role }) => role === 'tool')
  if (told.length > 0) return { content: wordsOf(told.at(-1)?.content ?? '') }
  const wish = wishes.find(([words]) => words.test(asked))?.[1]
  if (wish && tools.some(({ function: tool }) => tool.name === wish))
    return { content: '', call: { name: wish, arguments: '{}' } }
  const passages = messages.find(
    ({ role, content }) => role === 'system' && content?.includes('<trecho'),
  )?.content
  const passage = /<trecho[^>]*>\n([\s\S]*?)\n<\/trecho>/.exec(passages ?? '')?.[1]
  if (passage) return { content: passage.split('\n').slice(0, 4).join('\n').slice(0, 500) }
  if (/^\W*(oi|ol[áa]|bom dia|boa tarde|boa noite|tudo bem|obrigad)/i.test(asked))
    return { content: 'Olá! Como posso ajudar?' }
  return { content: 'PESSOA' }
}

function wordsOf(result: string): string {
  try {
    const { words } = JSON.parse(result) as { words?: string }
    return words ?? 'PESSOA'
  } catch {
    return result
  }
}

/** A model whose name says what goes wrong with it; any other name is unknown. */
const models: Record<string, (request: Request) => Promise<Answer | Response> | Answer | Response> = {
  'demo-model': think,
  'demo-slow': async (request) => {
    await sleep(8000)
    return think(request)
  },
  'demo-429': () =>
    Response.json(
      { error: { code: 'rate_limit_exceeded' } },
      { status: 429, headers: { 'retry-after': '1' } },
    ),
  'demo-json': () => new Response('{"choices": [', { headers: { 'content-type': 'application/json' } }),
  'demo-tool': ({ tools }) => ({
    content: '',
    call: { name: tools?.[0]?.function.name ?? 'none', arguments: '{"x":' },
  }),
  'demo-refusal': () => ({ content: 'I cannot help with that.' }),
  'demo-endless': () => ({ content: 'e assim por diante '.repeat(60), isCut: true }),
}

const dimensions = 256

/** A vector of the letters of a text: hashed three by three, of length 1. */
function vectorOf(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0)
  const letters = ` ${text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')} `
  for (let at = 0; at + 3 <= letters.length; at += 1) {
    const place =
      createHash('sha1')
        .update(letters.slice(at, at + 3))
        .digest()
        .readUInt16BE(0) % dimensions
    vector[place] = (vector[place] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** An endpoint that speaks as OpenAI does, deterministic. */
export function modelRoutes(): Hono {
  const routes = new Hono()
  routes.use('*', async (context, next) => {
    if (context.req.header('authorization') !== `Bearer ${demoModelKey}`)
      return context.json({ error: { code: 'invalid_api_key', message: 'Incorrect API key provided.' } }, 401)
    return next()
  })
  routes.post('/chat/completions', async (context) => {
    const request: Request = await context.req.json()
    const answer = await models[request.model]?.(request)
    if (!answer) return context.json({ error: { code: 'model_not_found', message: 'No such model.' } }, 404)
    if (answer instanceof Response) return answer
    const { content, call, isCut = false } = answer
    const tokens = (text: string) => Math.ceil(text.length / 4)
    if (request.stream)
      return streamSSE(context, async (stream) => {
        for (const piece of content.match(/\S+\s*/g) ?? [])
          await stream.writeSSE({
            data: JSON.stringify({
              model: request.model,
              choices: [{ index: 0, delta: { content: piece } }],
            }),
          })
        await stream.writeSSE({
          data: JSON.stringify({
            model: request.model,
            choices: [{ index: 0, delta: {}, finish_reason: isCut ? 'length' : 'stop' }],
          }),
        })
        if (request.stream_options?.include_usage)
          await stream.writeSSE({
            data: JSON.stringify({
              model: request.model,
              choices: [],
              usage: {
                prompt_tokens: tokens(JSON.stringify(request.messages)),
                completion_tokens: tokens(content) + 5,
              },
            }),
          })
        await stream.writeSSE({ data: '[DONE]' })
      })
    return context.json({
      id: 'chatcmpl-demo',
      model: request.model,
      choices: [
        {
          index: 0,
          finish_reason: isCut ? 'length' : call ? 'tool_calls' : 'stop',
          message: {
            role: 'assistant',
            content: call ? null : content,
            ...(call ? { tool_calls: [{ id: 'call_1', type: 'function', function: call }] } : {}),
          },
        },
      ],
      usage: {
        prompt_tokens: tokens(JSON.stringify(request.messages)),
        completion_tokens: tokens(content) + 5,
      },
    })
  })
  routes.post('/embeddings', async (context) => {
    const { input, model }: { input: string | string[]; model: string } = await context.req.json()
    const texts = typeof input === 'string' ? [input] : input
    return context.json({
      model,
      data: texts.map((text, index) => ({ index, embedding: vectorOf(text) })),
      usage: { prompt_tokens: texts.join('').length },
    })
  })
  return routes
}
