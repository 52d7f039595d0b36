import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import type { Delivery } from '../core/deliveries.ts'
import { demo } from '../demo.ts'
import { metaAccounts } from '../meta/accounts.ts'
import type { Simulators } from '../simulators.ts'
import type { rawBody } from './schemas.ts'

type RawRequest = z.infer<typeof rawBody>

function paramsOf(body: RawRequest['body']): Record<string, string> {
  if (typeof body === 'string') return Object.fromEntries(new URLSearchParams(body))
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
}

/** Posts a given body as the provider would: with the configured headers, or signed. */
export function postRaw(request: RawRequest, simulators: Simulators): Delivery | undefined {
  const { evolution, twilio, meta } = simulators
  if (request.provider === 'evolution') {
    const instance = evolution.instances.get(request.instance ?? demo.evolution.instance)
    if (!instance?.webhook)
      throw new HTTPException(404, { message: 'No such instance, or it has no webhook.' })
    const event = typeof request.body === 'string' ? '' : String(request.body.event ?? '')
    const target = request.url
      ? { ...instance, webhook: { ...instance.webhook, url: request.url } }
      : instance
    return evolution.post(target, event, request.body)
  }
  if (request.provider !== 'twilio') {
    const account = metaAccounts.find(
      ({ id, provider }) => provider === request.provider && id === (request.account ?? id),
    )
    if (!account) throw new HTTPException(404, { message: 'No such account of Meta.' })
    return meta.post(account, request.body)
  }
  const account = twilio.accounts.get(request.account ?? demo.twilio.accountSid)
  if (!account) throw new HTTPException(404, { message: 'No such Twilio account.' })
  const configured = request.kind === 'status' ? account.statusUrl : account.inboundUrl
  const url = request.url ?? configured
  if (!url) throw new HTTPException(404, { message: 'The account has no status callback.' })
  return twilio.post(account, url, paramsOf(request.body))
}
