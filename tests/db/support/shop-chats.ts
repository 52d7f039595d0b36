import type { OpenChat, WrittenChat } from '../../../supabase/functions/_shared/commerce/shop-service.ts'
import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import { newToken } from './shop-orders.ts'

/** A secret as long as those that the page makes. */
export const newSecret = () => `${newToken()}${newToken()}`.slice(0, 43)

/** Somebody who writes for the first time. */
export const visitor = (changes: object = {}) => ({
  text: 'Oi! Vocês têm o óleo em 30 ml?',
  full_name: 'Camila Duarte',
  phone: '(11) 97777-1234',
  accepted: true,
  accepted_text: 'Usamos o que você escreve para responder.',
  ...changes,
})

export interface Keys {
  slug?: string
  secret?: string | null
  fresh?: string
  form?: string
  ip?: string
}

/** What a form of the chat brings about. */
export const writeChat = (
  session: Session,
  typed: object,
  { slug = 'aurora', secret = null, fresh = newSecret(), form = newToken(), ip = 'ip' }: Keys = {},
) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: WrittenChat }[]>`
      select app.write_shop_chat(${slug}, ${secret}, ${fresh}, ${form}, ${sql.json(typed as never)}, ${ip}) as value`
    return row!.value
  })

export const openChat = (session: Session, secret: string | null, { slug = 'aurora', ip = 'ip' } = {}) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: OpenChat }[]>`
      select app.open_shop_chat(${slug}, ${secret}, ${ip}) as value`
    return row!.value
  })

/** Begins a chat and answers what opens it, with its conversation. */
export async function beginChat(session: Session, changes: object = {}) {
  const secret = newSecret()
  await writeChat(session, visitor(changes), { fresh: secret })
  return { secret, ...(await threadOfChat(session, secret)) }
}

/** The conversation that a secret opens. */
export const threadOfChat = (session: Session, secret: string) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<
      { id: string; thread_key: string; unread_count: number; contact_name: string; phone: string | null }[]
    >`
      select t.id, t.thread_key, t.unread_count, t.contact_name, t.phone from public.conversation_threads t
      join app.shop_chats s on s.tenant_id = t.tenant_id and s.thread_id = t.id
      where s.tenant_id = ${aurora.id} and s.token_hash = app.shop_chat_hash(${aurora.id}, ${secret})`
    return row!
  })
