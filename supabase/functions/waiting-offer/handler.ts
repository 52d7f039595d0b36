import type { ClinicService } from '../_shared/clinic/database.ts'
import { offerPage } from '../_shared/clinic/offer-page.ts'
import { readText } from '../_shared/platform/body.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const bodyLimit = 4096
const statuses: Partial<Record<string, number>> = { unknown: 404, limited: 429 }

export interface WaitingOfferDeps {
  service: Pick<ClinicService, 'followWaitingLink'>
  hashAddress(request: Request): string | null
  log: Log
}

/**
 * The page of an offer from the waiting list, for whoever holds its link: GET shows it and changes nothing, because
 * messengers fetch links to preview them; POST with `answer=yes|no` answers it. It works without JavaScript. XHTML,
 * because hosted functions turn text/html into plain text.
 */
export function createHandler({ service, hashAddress, log }: WaitingOfferDeps): Handler {
  return endpoint({ name: 'waiting-offer', methods: ['GET', 'HEAD', 'POST'], log }, async (request) => {
    const url = new URL(request.url)
    const form =
      request.method === 'POST' ? new URLSearchParams(await readText(request, bodyLimit)) : url.searchParams
    const token = (form.get('token') ?? '').slice(0, 200)
    const answer = request.method === 'POST' ? form.get('answer') : null
    const yes = answer === 'yes' ? true : answer === 'no' ? false : null
    const offer = await service.followWaitingLink(token, hashAddress(request), yes)
    return new Response(request.method === 'HEAD' ? null : offerPage(offer, token), {
      status: statuses[offer.state] ?? 200,
      headers: {
        'content-type': 'application/xhtml+xml; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      },
    })
  })
}
