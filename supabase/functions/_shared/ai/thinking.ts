import { z } from 'zod'
import type { Fetch } from '../platform/provider-http.ts'
import type { SecretBox } from '../platform/secrets.ts'
import type { AssistantService, TurnAttempt } from './assistant-database.ts'
import type { KnowledgeService } from './database.ts'
import { localEmbedder, type EmbedderFor } from './knowledge/embed.ts'
import { retrieve } from './knowledge/retrieve.ts'
import { createMinimiser } from './minimise.ts'
import { createModel, ModelError, type Model } from './provider.ts'
import { thinkTurn, turnTask, type TurnPorts, type TurnResult } from './turn.ts'

export interface ThinkingDeps {
  knowledge: Pick<KnowledgeService, 'knowledgeOf' | 'search' | 'keptAnswer' | 'keepAnswer'>
  embedderFor: EmbedderFor
  secrets: Pick<SecretBox, 'open'>
  /** Guards where the endpoint leads that a clinic named. */
  guardedFetch: Fetch
  now(): Date
  pause(ms: number): Promise<void>
}

/** Thinks about a turn that `app.begin_turn` gave out; what comes back is for `app.finish_turn`. */
export type Think = (
  tenantId: string,
  begun: Readonly<Record<string, unknown>>,
  tools: Pick<TurnPorts, 'runTool' | 'runProposal'>,
) => Promise<TurnResult>

/** The tools of one attempt at a turn. */
export const toolsOf = (
  assistant: Pick<AssistantService, 'runTool' | 'runProposal'>,
  attempt: TurnAttempt,
): Pick<TurnPorts, 'runTool' | 'runProposal'> => ({
  runTool: (name, args) => assistant.runTool(attempt, name, args),
  runProposal: (id) => assistant.runProposal(attempt, id),
})

const account = z.object({
  base_url: z.string(),
  model: z.string(),
  fallback_model: z.string().nullish(),
  embedding_model: z.string().nullish(),
  credentials: z.object({ v: z.literal(1), kid: z.string(), iv: z.string(), ct: z.string() }),
})

/** Composes the thinking of a turn from the clinic's endpoint and its documents. The key is sealed for the clinic itself. */
export function createThinking(deps: ThinkingDeps): Think {
  return async (tenantId, begun, tools) =>
    await thinkTurn(turnTask.parse(begun), {
      ...tools,
      model: await modelOf(deps, tenantId, begun.settings),
      retrieve: (question) => retrieve(deps.knowledge, tenantId, question, deps.embedderFor),
    })
}

/** The model of a clinic; null where it has named none, or its key cannot be opened any more. */
export async function modelOf(
  deps: Pick<ThinkingDeps, 'secrets' | 'guardedFetch' | 'now' | 'pause'>,
  tenantId: string,
  settings: unknown,
): Promise<Model | null> {
  const read = account.safeParse(settings)
  if (!read.success) return null
  const { base_url: baseUrl, model, fallback_model, embedding_model, credentials } = read.data
  const opened = await deps.secrets.open(credentials, { tenantId, channelId: tenantId }).catch(() => null)
  if (!opened?.api_key) return null
  return createModel(
    deps.guardedFetch,
    {
      baseUrl: baseUrl.replace(/\/+$/, ''),
      apiKey: opened.api_key,
      model,
      fallbackModel: fallback_model ?? null,
      embeddingModel: embedding_model ?? null,
    },
    { now: () => deps.now().getTime(), pause: deps.pause },
  )
}

/**
 * The embedders of clinics: the one that is part of the product, or the model that a clinic has named at its provider. What a
 * provider hears has no personal data in it, and what it makes is counted; where the month's budget is spent, embedding throws
 * `model_budget_spent`.
 */
export function createEmbedders(
  deps: Pick<ThinkingDeps, 'secrets' | 'guardedFetch' | 'now' | 'pause'> & {
    knowledge: Pick<KnowledgeService, 'embeddingAccount' | 'chargeEmbeddings'>
  },
): EmbedderFor {
  return async (tenantId, model) => {
    if (model === null) return localEmbedder
    const account = await deps.knowledge.embeddingAccount(tenantId, model)
    const provider = await modelOf(deps, tenantId, account)
    if (provider === null) return null
    const { hide } = createMinimiser({ names: [], phones: [] })
    let isSpent = account?.is_spent === true
    return {
      model,
      embed: async (texts) => {
        if (isSpent) throw new ModelError('model_budget_spent')
        const { vectors, tokens } = await provider.embed(texts.map(hide))
        isSpent = !(await deps.knowledge.chargeEmbeddings(tenantId, tokens))
        return vectors
      },
    }
  }
}
