import { ApiError } from '../_shared/platform/errors.ts'
import type { TwilioAccount, TwilioClient } from '../_shared/providers/twilio/client.ts'
import { cloudTemplatesOn, nextCursorOf } from '../_shared/providers/meta/cloud-templates.ts'
import type { GraphClient } from '../_shared/providers/meta/graph.ts'
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

/** Every template of a WhatsApp Business account that can be sent as a message with a text. */
export async function listCloudTemplates(
  graph: GraphClient,
  accountId: string,
  token: string,
): Promise<ListedTemplate[]> {
  const templates: ListedTemplate[] = []
  const path = `${encodeURIComponent(accountId)}/message_templates`
  let after: string | null = ''
  for (let page = 0; after !== null && page < mostPages; page += 1) {
    const answer = await graph.get(path, token, { limit: '100', ...(after === '' ? {} : { after }) })
    if (answer.kind !== 'answer' || answer.status === 429 || answer.status >= 500) {
      throw new ApiError(502, 'provider_error', 'Meta does not answer right now. Try again in a moment.')
    }
    if (answer.status >= 300) {
      throw new ApiError(422, 'invalid_credentials', 'Meta no longer accepts the account. Connect it again.')
    }
    templates.push(...cloudTemplatesOn(answer.body))
    after = nextCursorOf(answer.body)
  }
  return templates
}
