import { isObject, listAt, objectAt, textAt } from '../../platform/json.ts'

/** A page that a person granted, with the Instagram account that belongs to it. */
export interface GrantedPage {
  id: string
  name: string
  token: string
  instagram: { id: string; name: string } | null
}

/** The pages in an answer of `me/accounts`. */
export function pagesOf(body: unknown): GrantedPage[] {
  return listAt(body, 'data')
    .filter(isObject)
    .flatMap((page): GrantedPage[] => {
      const id = textAt(page, 'id')
      const token = textAt(page, 'access_token')
      if (id === null || token === null) return []
      const account = objectAt(page, 'instagram_business_account')
      const accountId = textAt(account, 'id')
      const username = textAt(account, 'username')
      return [
        {
          id,
          name: textAt(page, 'name') ?? id,
          token,
          instagram:
            accountId === null
              ? null
              : {
                  id: accountId,
                  name: username === null ? (textAt(account, 'name') ?? accountId) : `@${username}`,
                },
        },
      ]
    })
}

/** What is asked of `me/accounts`. */
pagesOf.query = { fields: 'id,name,access_token,instagram_business_account{id,username,name}', limit: '100' }
