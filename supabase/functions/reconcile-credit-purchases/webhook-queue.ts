import { isObject, listAt, textAt, type JsonObject } from '../_shared/platform/json.ts'

/** Why no events come. */
export type QueueProblem = 'missing' | 'disabled' | 'interrupted'

/** What is wrong with our webhook in the list of an account's; null while one of them tells us everything. */
export function queueProblem(list: JsonObject, url: string): QueueProblem | null {
  const ours = listAt(list, 'data')
    .filter(isObject)
    .filter((webhook) => textAt(webhook, 'url')?.replace(/\/+$/, '') === url)
  const enabled = ours.filter((webhook) => webhook.enabled !== false)
  if (enabled.some((webhook) => webhook.interrupted !== true)) return null
  if (ours.length === 0) return 'missing'
  return enabled.length === 0 ? 'disabled' : 'interrupted'
}
