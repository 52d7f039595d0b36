import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

export interface PushKeyDeps {
  /** The public half of the keys by which push services know who sends. */
  publicKey: string | null
  log: Log
}

/** What a browser needs to subscribe; null where nothing can be pushed. Public by its nature. */
export function createHandler({ publicKey, log }: PushKeyDeps): Handler {
  return endpoint({ name: 'push-key', methods: ['GET'], log }, () =>
    Promise.resolve(json({ key: publicKey })),
  )
}
