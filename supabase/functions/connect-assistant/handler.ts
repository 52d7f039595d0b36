import { z } from 'zod'
import type { AssistantUser } from '../_shared/ai/assistant-database.ts'
import { createModel, ModelError } from '../_shared/ai/provider.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { Fetch } from '../_shared/platform/provider-http.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'

const name = z.string().trim().min(1).max(100)
const command = z.object({
  tenant_id: z.guid().transform((id) => id.toLowerCase()),
  base_url: z
    .url()
    .max(300)
    .transform((url) => url.replace(/\/+$/, '')),
  model: name,
  fallback_model: name.nullish(),
  embedding_model: name.nullish(),
  api_key: z.string().trim().min(8).max(400),
})

export interface ConnectAssistantDeps {
  auth: Pick<Authenticator, 'user'>
  assistantAsUser(claims: UserClaims): Pick<AssistantUser, 'requireAdmin' | 'saveKey'>
  modelFetch: Fetch
  secrets: Pick<SecretBox, 'seal'>
  now(): Date
  pause(ms: number): Promise<void>
  log: Log
}

/**
 * A clinic connects a model of its own: every model that it names is asked one word, and only then the sealed key is saved.
 * 200 {is_connected: true}. Errors: 400 model_key_refused, 400 model_not_found (which), 503 model_unavailable, and those of
 * `app.save_assistant_key`.
 */
export function createHandler(deps: ConnectAssistantDeps): Handler {
  return endpoint(
    { name: 'connect-assistant', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      const claims = await deps.auth.user(request)
      const wanted = await readCommand(request, command)
      const user = deps.assistantAsUser(claims)
      await user.requireAdmin(wanted.tenant_id)
      const { tenant_id: tenantId, base_url: baseUrl, model, api_key: apiKey } = wanted
      const fallbackModel = wanted.fallback_model ?? null
      const embeddingModel = wanted.embedding_model ?? null
      const as = (one: string) =>
        createModel(
          deps.modelFetch,
          { baseUrl, apiKey, model: one, fallbackModel: null, embeddingModel },
          { now: () => deps.now().getTime(), pause: deps.pause },
        )
      for (const one of new Set([model, ...(fallbackModel === null ? [] : [fallbackModel])]))
        await tried(
          one,
          as(one).chat({ messages: [{ role: 'user', content: 'Responda: ok' }], maxTokens: 16 }),
        )
      if (embeddingModel !== null) await tried(embeddingModel, as(model).embed(['ok']))
      await user.saveKey({
        tenantId,
        baseUrl,
        model,
        fallbackModel,
        embeddingModel,
        credentials: await deps.secrets.seal({ api_key: apiKey }, { tenantId, channelId: tenantId }),
      })
      log.info('model connected', { tenant_id: tenantId })
      return json({ is_connected: true })
    },
  )
}

async function tried(model: string, answer: Promise<unknown>): Promise<void> {
  try {
    await answer
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    if (error.code === 'model_key_refused')
      throw new ApiError(400, 'model_key_refused', 'The provider of the model does not take this key.')
    if (error.code === 'model_not_found')
      throw new ApiError(400, 'model_not_found', `The provider has no model ${model}.`)
    throw new ApiError(503, 'model_unavailable', `The model ${model} did not answer (${error.code}).`)
  }
}
