import { isObject, listAt, objectAt, textAt, type JsonObject } from '../_shared/platform/json.ts'
import { numberFacts } from '../_shared/providers/meta/cloud.ts'
import type { GraphClient } from '../_shared/providers/meta/graph.ts'
import { pagesOf } from '../_shared/providers/meta/pages.ts'
import { bodyOf } from './token.ts'

/** A number, page or Instagram account that a token was granted. */
export interface Choice {
  id: string
  name: string
  /** The phone of a number, the page of an Instagram account. */
  detail: string | null
  /** What messages are sent with: a page has a token of its own. */
  token: string
  /** In the words of `app.configure_meta_channel`. */
  account: JsonObject
}

const mostAccounts = 25

/** The numbers of the business accounts in a grant. */
export async function numbersOf(graph: GraphClient, token: string): Promise<Choice[]> {
  const granted = objectAt(bodyOf(await graph.debugToken(token)), 'data')
  const scopes = listAt(granted, 'granular_scopes').filter(isObject)
  const wabas = scopes
    .filter((scope) => /^whatsapp_business_(management|messaging)$/.test(textAt(scope, 'scope') ?? ''))
    .flatMap((scope) => listAt(scope, 'target_ids'))
    .filter((id): id is string => typeof id === 'string' && /^\d+$/.test(id))
  const choices: Choice[] = []
  for (const waba of [...new Set(wabas)].slice(0, mostAccounts)) {
    const fields =
      'id,display_phone_number,verified_name,quality_rating,throughput,is_on_biz_app,whatsapp_business_manager_messaging_limit'
    const body = bodyOf(await graph.get(`${waba}/phone_numbers`, token, { fields }))
    for (const number of listAt(body, 'data').filter(isObject)) {
      const id = textAt(number, 'id')
      if (id === null) continue
      const phone = textAt(number, 'display_phone_number')
      const name = textAt(number, 'verified_name') ?? phone ?? id
      choices.push({
        id,
        name,
        detail: phone,
        token,
        account: {
          account_id: id,
          parent_id: waba,
          name,
          phone,
          is_coexistence: number.is_on_biz_app === true,
          ...numberFacts(number),
        },
      })
    }
  }
  return choices
}

/** The pages of a person, or the Instagram accounts that belong to them. */
export async function pageChoicesOf(
  graph: GraphClient,
  token: string,
  kind: 'messenger' | 'instagram',
): Promise<Choice[]> {
  const pages = pagesOf(bodyOf(await graph.get('me/accounts', token, pagesOf.query)))
  return pages.flatMap((page): Choice[] => {
    if (kind === 'messenger') {
      const account = { account_id: page.id, parent_id: page.id, name: page.name }
      return [{ id: page.id, name: page.name, detail: null, token: page.token, account }]
    }
    if (page.instagram === null) return []
    const { id, name } = page.instagram
    return [
      {
        id,
        name,
        detail: page.name,
        token: page.token,
        account: { account_id: id, parent_id: page.id, name },
      },
    ]
  })
}
