import { ApiError } from '../_shared/platform/errors.ts'
import type { TwilioAccount, TwilioClient } from '../_shared/providers/twilio/client.ts'
import { nextPageOf, templatesOn } from '../_shared/providers/twilio/content.ts'
import type { ListedTemplate } from '../_shared/messaging/types.ts'

/** No clinic has so many templates; a list without an end must not keep us. */
const mostPages = 20

/** Every template of an account that can be sent as a message with a text. */
export async function listTemplates(client: TwilioClient, account: TwilioAccount): Promise<ListedTemplate[]> {
  const templates: ListedTemplate[] = []
  let query: URLSearchParams | null = new URLSearchParams({ PageSize: '100' })
  for (let page = 0; query !== null && page < mostPages; page += 1) {
    const body = await pageOf(client, account, query)
    templates.push(...templatesOn(body))
    query = nextPageOf(body)
  }
  return templates
}

async function pageOf(client: TwilioClient, account: TwilioAccount, query: URLSearchParams) {
  const answer = await client.contentAndApprovals(account, query)
  if (answer.kind === 'answer' && answer.status === 200) return answer.body
  if (answer.kind === 'answer' && (answer.status === 401 || answer.status === 403)) {
    throw new ApiError(422, 'invalid_credentials', 'Twilio no longer accepts the account. Connect it again.')
  }
  throw new ApiError(502, 'provider_error', 'Twilio does not answer right now. Try again in a moment.')
}
