import { z } from 'zod'
import { assist, assistTask, type AssistEnd } from '../_shared/ai/assist.ts'
import { assistKinds, languages, tones } from '../_shared/ai/assist-rules.ts'
import type { AssistantService, AssistantUser } from '../_shared/ai/assistant-database.ts'
import { retrieve } from '../_shared/ai/knowledge/retrieve.ts'
import { modelOf, type ThinkingDeps } from '../_shared/ai/thinking.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const written = z.string().trim().min(1).max(8000)
const command = z
  .object({
    tenant_id: z.guid().transform((id) => id.toLowerCase()),
    kind: z.enum(assistKinds),
    thread_key: z.string().min(1).max(200).optional(),
    patient_id: z.guid().optional(),
    record_kind: z.string().max(40).optional(),
    text: written.optional(),
    tone: z.enum(tones).default('warm'),
    language: z.enum(languages).default('pt'),
  })
  .refine(({ kind, text }) => text !== undefined || kind === 'reply' || kind === 'summary', {
    path: ['text'],
    message: 'what was written',
  })

export interface AssistPersonDeps {
  auth: Pick<Authenticator, 'user'>
  assistant: Pick<AssistantService, 'finishAssist'>
  assistantAsUser(claims: UserClaims): Pick<AssistantUser, 'beginAssist'>
  thinking: ThinkingDeps
  log: Log
}

/**
 * Helps a person of the clinic to write: {tenant_id, kind: reply | summary (thread_key), rewrite (text, tone: warm | plain | formal),
 * translate (text, language: pt | en | es), note (text, patient_id, record_kind)}. Nothing is sent and nothing is saved.
 *
 * Whoever accepts text/event-stream hears `piece` {text} as it is written, then `end` {text, sources: [{title, …}]} or `error`
 * {code}, which takes back what came before; everybody else gets 200 {text, sources} at once. Errors: those of `app.begin_assist`,
 * 422 assist_refused, 422 assist_nothing_found, 503 model_unavailable.
 */
export function createHandler(deps: AssistPersonDeps): Handler {
  return endpoint({ name: 'assist-person', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const wanted = await readCommand(request, command)
    const { tenant_id: tenantId, kind, text = '', tone, language } = wanted
    const begun = await deps.assistantAsUser(claims).beginAssist(tenantId, kind, {
      ...(wanted.thread_key === undefined ? {} : { thread_key: wanted.thread_key }),
      ...(wanted.patient_id === undefined ? {} : { patient_id: wanted.patient_id }),
      ...(wanted.record_kind === undefined ? {} : { record_kind: wanted.record_kind }),
    })
    if (typeof begun.retry_after_seconds === 'number')
      throw new ApiError(429, 'too_many_requests', 'Twenty times a minute at most for each person.', {
        retryAfterSeconds: begun.retry_after_seconds,
      })
    const task = assistTask.parse(begun)
    const finish = ({ state, reason, model, ...used }: Partial<AssistEnd>) =>
      deps.assistant.finishAssist(tenantId, task.assist.id, {
        state,
        reason,
        model,
        prompt_tokens: used.prompt_tokens,
        completion_tokens: used.completion_tokens,
        latency_ms: used.latency_ms,
      })
    const model = await modelOf(deps.thinking, tenantId, begun.settings)
    if (model === null) {
      await finish({ state: 'failed', reason: 'key' })
      throw new ApiError(
        409,
        'assistant_not_connected',
        'The key of the model cannot be opened: connect it again.',
      )
    }
    const gone = new AbortController()
    const pieces = () =>
      assist(
        task,
        { kind, text, tone, language },
        {
          model,
          retrieve: (question) =>
            retrieve(deps.thinking.knowledge, tenantId, question, deps.thinking.embedderFor),
          now: () => deps.thinking.now().getTime(),
        },
        gone.signal,
      )

    /** To its end; what became of it is written down however it ends. */
    async function run(show: (text: string) => void): Promise<AssistEnd> {
      let end: Partial<AssistEnd> = { state: 'failed', reason: 'internal_error' }
      try {
        const reading = pieces()
        for (;;) {
          const next = await reading.next()
          if (next.done) {
            end = next.value
            return next.value
          }
          show(next.value)
        }
      } finally {
        await finish(end)
        log.info('assisted', { kind, state: end.state ?? null, reason: end.reason ?? null })
      }
    }

    if (!request.headers.get('accept')?.includes('text/event-stream')) {
      const end = await run(() => undefined)
      const problem = problemOf(end)
      if (problem) throw problem
      return json({ text: end.text, sources: end.sources })
    }
    const encoder = new TextEncoder()
    return new Response(
      new ReadableStream({
        async start(controller) {
          const tell = (event: string, data: object) => {
            if (!gone.signal.aborted)
              controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
          }
          try {
            const end = await run((piece) => tell('piece', { text: piece }))
            const problem = problemOf(end)
            if (problem) tell('error', { code: problem.code })
            else tell('end', { text: end.text, sources: end.sources })
          } catch (error) {
            log.error('assist failed', { error: error instanceof Error ? error.name : 'Error' })
            tell('error', { code: 'internal_error' })
          }
          if (!gone.signal.aborted) controller.close()
        },
        cancel: () => gone.abort(),
      }),
      {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // a proxy that collects would show it all at once
          'x-accel-buffering': 'no',
        },
      },
    )
  })
}

function problemOf({ state, reason }: AssistEnd): ApiError | null {
  if (state === 'done') return null
  if (state === 'refused' && reason === 'nothing_found')
    return new ApiError(422, 'assist_nothing_found', 'The conversation and the documents do not say enough.')
  if (state === 'refused')
    return new ApiError(422, 'assist_refused', 'What the model wrote may not be used.', {
      hint: reason ?? '',
    })
  if (reason === 'model_key_refused')
    return new ApiError(400, 'model_key_refused', 'The provider of the model does not take this key.')
  return new ApiError(503, 'model_unavailable', `The model did not answer (${reason ?? state}).`)
}
