import { lookup } from 'node:dns/promises'
import { createGuardedFetch } from '../platform/guarded-fetch.ts'
import type { ResolveHost } from '../platform/server-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createAssistantDatabase } from './assistant-database.ts'
import { createKnowledgeDatabase } from './database.ts'
import { createEvaluationService } from './evaluation-database.ts'
import { createEmbedders, createThinking } from './thinking.ts'

const lookUp: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/** What functions ask for that read and answer from the documents of clinics. */
export function knowledgeOf(platform: Platform, resolve = lookUp) {
  const database = createKnowledgeDatabase(platform.calls)
  return {
    log: platform.log,
    embedderFor: assistantOf(platform, resolve).embedderFor,
    knowledge: database.service,
    knowledgeAsUser: database.asUser,
    /** For pages that people name: they lead to the internet, and not even to the operator's own servers. */
    pageFetch: createGuardedFetch(platform.fetch, { resolve, allowPrivate: false, trusted: null }),
  }
}

/** What functions ask for that speak with the model of a clinic. */
export function assistantOf(platform: Platform, resolve = lookUp) {
  const database = createAssistantDatabase(platform.calls)
  const modelFetch = createGuardedFetch(platform.fetch, {
    resolve,
    allowPrivate: platform.env.allowPrivateProviders,
    trusted: null,
  })
  const model = {
    knowledge: createKnowledgeDatabase(platform.calls).service,
    secrets: platform.secrets,
    guardedFetch: modelFetch,
    now: platform.now,
    pause: platform.pause,
  }
  const embedderFor = createEmbedders(model)
  const thinking = { ...model, embedderFor }
  return {
    assistant: database.service,
    assistantAsUser: database.asUser,
    evaluations: createEvaluationService(platform.calls.service),
    modelFetch,
    embedderFor,
    thinking,
    think: createThinking(thinking),
  }
}
