import { z } from 'zod'
import { exchange, failureOf, NeverAllowed, type Exchange, type Fetch } from '../platform/provider-http.ts'

/** An endpoint that speaks the dialect of OpenAI, and what of it a clinic uses. */
export interface ModelAccount {
  /** With its version, without a slash at its end: `https://api.openai.com/v1`. */
  baseUrl: string
  apiKey: string
  model: string
  /** Asked when the first does not answer. */
  fallbackModel: string | null
  embeddingModel: string | null
}

export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string | null; tool_calls?: WireCall[] }
  | { role: 'tool'; tool_call_id: string; content: string }

/** A call of a tool as it goes over the wire; `arguments` is JSON as text. */
export interface WireCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

export interface ChatTool {
  name: string
  description: string
  /** JSON Schema. */
  parameters: object
}

export interface ChatRequest {
  messages: ChatMessage[]
  tools?: ChatTool[]
  /** At most so many tokens of answer. */
  maxTokens: number
}

export interface ChatAnswer {
  text: string
  /** As the endpoint wrote them; `args` is null where they are no JSON object. */
  calls: { wire: WireCall; name: string; args: Record<string, unknown> | null }[]
  /** The answer ended because it was too long. */
  isCut: boolean
  model: string
  promptTokens: number
  completionTokens: number
  latencyMs: number
}

/** Why a model did not answer; nothing of what was asked or answered is in it. */
export type ModelFailure =
  | 'model_key_refused'
  | 'model_not_found'
  | 'model_quota_spent'
  | 'model_rate_limited'
  | 'model_request_too_long'
  | 'model_refused'
  | 'model_unavailable'
  | 'model_bad_answer'
  | 'model_not_allowed'
  | 'model_budget_spent'

export class ModelError extends Error {
  readonly code: ModelFailure

  constructor(code: ModelFailure) {
    super(code)
    this.name = 'ModelError'
    this.code = code
  }
}

/** What an answer that came piece by piece was, at its end. */
export type StreamEnd = Pick<ChatAnswer, 'isCut' | 'model' | 'promptTokens' | 'completionTokens'>

/** The calls of an endpoint. They throw `ModelError`. */
export interface Model {
  /** `signal` ends it: then it throws `model_unavailable`. */
  chat(request: ChatRequest, signal?: AbortSignal): Promise<ChatAnswer>
  /**
   * The answer as it is written, piece by piece; without tools. An endpoint that does not stream answers in one piece. The
   * first model alone is asked, once.
   */
  stream(request: ChatRequest, signal?: AbortSignal): AsyncGenerator<string, StreamEnd>
  /** A vector for each text, in their order, and how many tokens they were. */
  embed(texts: readonly string[]): Promise<{ vectors: number[][]; tokens: number }>
}

export interface ModelOptions {
  now(): number
  pause(ms: number): Promise<void>
}

const chatTimeoutMs = 60_000
const embedTimeoutMs = 30_000
/** How often one model is asked before the fallback is. */
const attempts = 3
const longestPauseMs = 20_000

const usage = z
  .object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() })
  .nullish()
const completion = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                id: z.string(),
                function: z.object({ name: z.string(), arguments: z.string().nullish() }),
              }),
            )
            .nullish(),
        }),
      }),
    )
    .min(1),
  usage,
})
const failure = z.object({
  error: z.union([
    z.string(),
    z.object({
      code: z.union([z.string(), z.number()]).nullish(),
      type: z.string().nullish(),
      param: z.string().nullish(),
    }),
  ]),
})
const embeddings = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1) })),
  usage,
})
const chunk = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage,
})

/** What a failed exchange means, and whether asking once more can end otherwise. */
interface Failed {
  code: ModelFailure
  isTransient: boolean
  /** The name of a parameter that the endpoint does not know. */
  unsupported: string | null
  pauseMs: number | null
}

/** The client of an endpoint; `fetch` guards where the address leads. */
export function createModel(fetch: Fetch, account: ModelAccount, options: ModelOptions): Model {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${account.apiKey}` }
  /** Newer models take another name for the longest answer; what an endpoint refused is not sent to it again. */
  const refused = new Set<string>()

  const body = (request: ChatRequest, model: string, isStream: boolean) =>
    JSON.stringify({
      model,
      messages: request.messages,
      ...(refused.has('temperature') ? {} : { temperature: 0.2 }),
      ...(refused.has('max_tokens')
        ? { max_completion_tokens: request.maxTokens }
        : { max_tokens: request.maxTokens }),
      ...(request.tools && request.tools.length > 0
        ? { tools: request.tools.map((tool) => ({ type: 'function', function: tool })) }
        : {}),
      ...(isStream ? { stream: true } : {}),
      ...(isStream && !refused.has('stream_options') ? { stream_options: { include_usage: true } } : {}),
    })

  async function chat(request: ChatRequest, signal?: AbortSignal): Promise<ChatAnswer> {
    return await withFallback(async (model) => {
      const begun = options.now()
      const answer = await ask(
        () => ({ path: '/chat/completions', body: body(request, model, false) }),
        chatTimeoutMs,
        signal,
      )
      const read = completion.safeParse(answer)
      if (!read.success) throw new ModelError('model_bad_answer')
      const [choice] = read.data.choices
      if (choice === undefined) throw new ModelError('model_bad_answer')
      const { message, finish_reason: finish } = choice
      if (message.refusal || finish === 'content_filter') throw new ModelError('model_refused')
      return {
        text: message.content ?? '',
        calls: (message.tool_calls ?? []).map(({ id, function: called }) => ({
          wire: {
            id,
            type: 'function' as const,
            function: { name: called.name, arguments: called.arguments ?? '{}' },
          },
          name: called.name,
          args: objectOf(called.arguments ?? '{}'),
        })),
        isCut: finish === 'length',
        model: read.data.model ?? model,
        promptTokens: read.data.usage?.prompt_tokens ?? tokensOf(JSON.stringify(request.messages)),
        completionTokens: read.data.usage?.completion_tokens ?? tokensOf(message.content ?? ''),
        latencyMs: options.now() - begun,
      }
    })
  }

  /** The second model is asked when the first is not there; a refused key or a spent quota is the account's. */
  async function withFallback<T>(run: (model: string) => Promise<T>): Promise<T> {
    try {
      return await run(account.model)
    } catch (error) {
      const isOver =
        !(error instanceof ModelError) ||
        ['model_key_refused', 'model_quota_spent', 'model_not_allowed'].includes(error.code)
      if (isOver || account.fallbackModel === null || account.fallbackModel === account.model) throw error
      return await run(account.fallbackModel)
    }
  }

  async function ask(
    make: () => { path: string; body: string },
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted) throw new ModelError('model_unavailable')
      const request = make()
      const answer = await exchange(endedBy(fetch, signal), {
        method: 'POST',
        url: `${account.baseUrl}${request.path}`,
        headers,
        body: request.body,
        timeoutMs,
      })
      const failed = failedOf(answer)
      if (failed === null) return answer.kind === 'answer' ? answer.body : null
      if (failed.unsupported !== null && !refused.has(failed.unsupported) && attempt < attempts) {
        refused.add(failed.unsupported)
        continue
      }
      if (!failed.isTransient || attempt >= attempts) throw new ModelError(failed.code)
      await options.pause(failed.pauseMs ?? 500 * 2 ** attempt)
    }
  }

  async function* stream(request: ChatRequest, signal?: AbortSignal): AsyncGenerator<string, StreamEnd> {
    const response = await open(request, signal)
    const end: StreamEnd = {
      isCut: false,
      model: account.model,
      promptTokens: tokensOf(JSON.stringify(request.messages)),
      completionTokens: 0,
    }
    let length = 0
    for await (const data of eventsOf(response)) {
      const piece = pieceOf(data)
      if (piece.model) end.model = piece.model
      if (piece.isCut) end.isCut = true
      end.promptTokens = piece.promptTokens ?? end.promptTokens
      length += piece.text.length
      end.completionTokens = piece.completionTokens ?? Math.ceil(length / 4)
      if (piece.text !== '') yield piece.text
    }
    return end
  }

  /** Asks once more without what the endpoint does not know. */
  async function open(request: ChatRequest, signal?: AbortSignal): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await opened(request, signal)
      if (response.ok) return response
      const failed = failedOf({
        kind: 'answer',
        status: response.status,
        body: parsed(await response.text().catch(() => '')),
        retryAfterSeconds: null,
      })
      if (!failed?.unsupported || refused.has(failed.unsupported) || attempt >= attempts)
        throw new ModelError(failed?.code ?? 'model_bad_answer')
      refused.add(failed.unsupported)
    }
  }

  async function opened(request: ChatRequest, signal?: AbortSignal): Promise<Response> {
    try {
      return await endedBy(fetch, signal)(`${account.baseUrl}/chat/completions`, {
        method: 'POST',
        headers,
        body: body(request, account.model, true),
        redirect: 'manual',
        signal: AbortSignal.timeout(chatTimeoutMs),
      })
    } catch (error) {
      throw new ModelError(
        error instanceof NeverAllowed ? 'model_not_allowed' : (failureOf(error), 'model_unavailable'),
      )
    }
  }

  async function embed(texts: readonly string[]) {
    const model = account.embeddingModel ?? account.model
    const input = texts.map((text) => (text.trim() === '' ? '-' : text))
    const answer = await ask(
      () => ({ path: '/embeddings', body: JSON.stringify({ model, input, encoding_format: 'float' }) }),
      embedTimeoutMs,
    )
    const read = embeddings.safeParse(answer)
    if (!read.success || read.data.data.length !== texts.length) throw new ModelError('model_bad_answer')
    const { data, usage: used } = read.data
    return {
      vectors: data.sort((a, b) => a.index - b.index).map(({ embedding }) => embedding),
      tokens: used?.prompt_tokens ?? tokensOf(input.join('')),
    }
  }

  return { chat, stream, embed }
}

/** Null when it is an answer. */
function failedOf(answer: Exchange): Failed | null {
  const of = (code: ModelFailure, isTransient = false, more: Partial<Failed> = {}): Failed => ({
    code,
    isTransient,
    unsupported: null,
    pauseMs: null,
    ...more,
  })
  if (answer.kind === 'not_sent' && answer.detail === 'the server is not on the internet')
    return of('model_not_allowed')
  if (answer.kind !== 'answer') return of('model_unavailable', true)
  const { status } = answer
  const read = failure.safeParse(answer.body)
  if (status >= 200 && status < 300 && !read.success) return null
  const error = read.success && typeof read.data.error === 'object' ? read.data.error : null
  const code = String(error?.code ?? error?.type ?? '')
  const pauseMs =
    answer.retryAfterSeconds === null ? null : Math.min(answer.retryAfterSeconds * 1000, longestPauseMs)
  if (status === 401) return of('model_key_refused')
  if (status === 402 || code === 'insufficient_quota') return of('model_quota_spent')
  if (status === 429) return of('model_rate_limited', true, { pauseMs })
  if (code === 'context_length_exceeded') return of('model_request_too_long')
  if (status === 400 && code.startsWith('unsupported'))
    return of('model_bad_answer', false, { unsupported: error?.param ?? null })
  if (status === 404 || status === 403) return of('model_not_found')
  if (status === 408 || status === 409 || status >= 500 || status < 300)
    return of('model_unavailable', true, { pauseMs })
  return of('model_bad_answer')
}

/** The same `fetch`, which ends when the caller goes. */
const endedBy =
  (fetch: Fetch, signal: AbortSignal | undefined): Fetch =>
  (url, init) =>
    fetch(url, signal && init.signal ? { ...init, signal: AbortSignal.any([signal, init.signal]) } : init)

/** The data of each event of a stream; of an endpoint that answered at once its answer. */
async function* eventsOf(response: Response): AsyncGenerator<string, void> {
  const reader = response.body?.getReader()
  if (!reader) throw new ModelError('model_bad_answer')
  const isWhole = response.headers.get('content-type')?.includes('application/json') === true
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      if (isWhole && done) yield rest
      if (isWhole && done) return
      if (isWhole) continue
      const lines = rest.split(/\r?\n/)
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) {
        const data = line.startsWith('data:') ? line.slice(5).trim() : ''
        if (data === '[DONE]') return
        if (data !== '') yield data
      }
      if (done) return
    }
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError('model_unavailable')
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** What an event says, or a whole answer in its place. */
function pieceOf(data: string) {
  const value = parsed(data)
  if (failure.safeParse(value).success) throw new ModelError('model_unavailable')
  const whole = completion.safeParse(value)
  const read = whole.success ? null : chunk.safeParse(value)
  if (read && !read.success) throw new ModelError('model_bad_answer')
  const { choices, model, usage: used } = whole.success ? whole.data : read!.data
  const [choice] = choices ?? []
  const refusal = choice && 'message' in choice ? choice.message.refusal : null
  if (refusal || choice?.finish_reason === 'content_filter') throw new ModelError('model_refused')
  return {
    text: (choice && 'message' in choice ? choice.message.content : choice?.delta?.content) ?? '',
    isCut: choice?.finish_reason === 'length',
    model: model ?? null,
    promptTokens: used?.prompt_tokens ?? null,
    completionTokens: used?.completion_tokens ?? null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function objectOf(text: string): Record<string, unknown> | null {
  const value = parsed(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** Where an endpoint counts nothing: four characters are a token, about. */
const tokensOf = (text: string) => Math.ceil(text.length / 4)
