import { createHmac } from 'node:crypto'
import { base } from './sitemap.ts'

const cookieName = 'zelo_chat'
/** As long as the database opens a chat in which nobody writes. */
const lifeSeconds = 30 * 24 * 3600
const tokenShape = /^[\w-]{43}$/

/** Where the chat of a shop is. */
export const chatAddress = (slug: string): string => `${base}/${slug}/conversa`

export interface ChatKeeper {
  /** The secret that a browser brings; null: none. */
  read(request: Request): string | null
  /** The secret of the chat that a form begins: the same form sent twice begins one chat. */
  secretOf(slug: string, formToken: string): string
  /** The header that makes the browser keep a secret. */
  keep(slug: string, secret: string): string
}

/** What opens a visitor's chat is in their browser alone: a cookie of one page, which no script reads. */
export function createChatKeeper(key: string, isSecure: boolean): ChatKeeper {
  return {
    read(request) {
      const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
      const value =
        cookies.find((one) => one.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? ''
      return tokenShape.test(value) ? value : null
    },
    secretOf: (slug, formToken) =>
      createHmac('sha256', key).update(`shop-chat:${slug}:${formToken}`).digest('base64url'),
    keep: (slug, secret) =>
      `${cookieName}=${secret}; Path=${chatAddress(slug)}; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
  }
}
