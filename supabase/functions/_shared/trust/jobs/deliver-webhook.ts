import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { postOutside, type OutsideAnswer } from '../../platform/outside-call.ts'
import type { Fetch } from '../../platform/provider-http.ts'
import type { SecretBox } from '../../platform/secrets.ts'
import type { WebhookService } from '../webhooks.ts'
import { signWebhook } from '../webhook-signature.ts'

export interface DeliverWebhookDeps {
  webhooks: Pick<WebhookService, 'beginWebhook' | 'endWebhook'>
  secrets: Pick<SecretBox, 'open'>
  /** For addresses that clinics name: none leads inside our own network. */
  guardedFetch: Fetch
  now(): Date
}

/**
 * Sends one event to an endpoint of a clinic. What came of it and the end of the job are noted at once, so whoever is
 * killed before sends it again under the same id, and whoever lost the job notes nothing.
 */
export function deliverWebhook({ webhooks, secrets, guardedFetch, now }: DeliverWebhookDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no delivery.')
    const delivery = await webhooks.beginWebhook(job.tenant_id, id)
    if (delivery === null) return
    const owner = { tenantId: job.tenant_id, channelId: delivery.endpoint_id }
    const opened = await Promise.all(delivery.secrets.map((sealed) => secrets.open(sealed, owner)))
    const begun = now()
    const signed = signWebhook(
      id,
      delivery.body,
      opened.map(({ secret = '' }) => secret),
      begun,
    )
    const answer = await postOutside(guardedFetch, delivery.url, delivery.body, {
      'user-agent': 'Zelo-Webhooks/1',
      ...signed,
    })
    const isFine = answer.status >= 200 && answer.status < 300
    return await webhooks.endWebhook(id, job, {
      status: answer.status,
      error: isFine ? null : errorOf(answer.failure),
      duration_ms: now().getTime() - begun.getTime(),
      response: answer.text,
      retry_after_seconds: answer.retryAfterSeconds,
    })
  }
}

function errorOf(failure: OutsideAnswer['failure']): string {
  if (failure === null) return 'refused'
  return failure === 'no_answer' ? 'no_answer' : 'unreachable'
}
