import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'

export type QuickReply = Database['public']['Tables']['quick_replies']['Row']

export interface SavedReply {
  as?: Email
  id?: string
  personal?: boolean
  shortcut?: string
  title?: string
  body?: string
}

export const replyId = '00000000-0000-4000-8000-00000000ff01'

/** Saves a quick reply of Clínica Aurora: the clinic's, by its administrator, unless told otherwise. */
export const saveReply = async (session: Session, reply: SavedReply = {}): Promise<QuickReply> => {
  const { as = 'admin@aurora.test', id = replyId, personal = false } = reply
  const { shortcut = 'endereco', title = 'Endereço', body = 'Estamos na Rua das Flores, 12.' } = reply
  const [row] = await session.asUser(
    as,
    (sql) => sql<QuickReply[]>`
      select * from public.save_quick_reply(${aurora.id}, ${id}, ${personal}, ${shortcut}, ${title}, ${body})`,
  )
  return row!
}

/** What somebody finds behind "/". */
export const repliesOf = (session: Session, as: Email): Promise<QuickReply[]> =>
  session.asUser(as, (sql) => sql<QuickReply[]>`select * from public.list_quick_replies(${aurora.id})`)
