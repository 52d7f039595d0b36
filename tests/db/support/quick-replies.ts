import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'
import { acceptUpload } from './media.ts'

export type QuickReply = Omit<Database['public']['Tables']['quick_replies']['Row'], 'created_at'> & {
  files: { id: string; path: string; kind: string; mime_type: string; file_name: string | null }[]
}

export interface SavedReply {
  as?: Email
  id?: string
  personal?: boolean
  shortcut?: string
  title?: string
  body?: string
  /** Undefined leaves them as they are. */
  files?: readonly string[]
}

export const replyId = '00000000-0000-4000-8000-00000000ff01'

/** Saves a quick reply of Clínica Aurora: the clinic's, by its administrator, unless told otherwise. */
export const saveReply = async (session: Session, reply: SavedReply = {}): Promise<QuickReply> => {
  const { as = 'admin@aurora.test', id = replyId, personal = false } = reply
  const { shortcut = 'endereco', title = 'Endereço', body = 'Estamos na Rua das Flores, 12.' } = reply
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ saved: QuickReply }[]>`
      select public.save_quick_reply(${aurora.id}, ${id}, ${personal}, ${shortcut}, ${title}, ${body},
        ${reply.files ? [...reply.files] : null}::uuid[]) as saved`,
  )
  return row!.saved
}

/** What somebody finds behind "/". */
export const repliesOf = async (session: Session, as: Email): Promise<QuickReply[]> => {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ list: QuickReply[] }[]>`select public.list_quick_replies(${aurora.id}) as list`,
  )
  return row!.list
}

export interface ReplyFile {
  as?: Email
  reply?: string
  id?: string
  kind?: string
  type?: string
  bytes?: number
}

/** What a browser does first with a file of a quick reply. */
export const beginReplyFile = async (session: Session, file: ReplyFile = {}) => {
  const { as = 'admin@aurora.test', reply = replyId, id = randomUUID(), kind = 'image' } = file
  const { type = 'image/jpeg', bytes = 1000 } = file
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ upload: { upload_id: string; path: string; is_stored: boolean; max_bytes: number } }[]>`
      select public.begin_quick_reply_upload(${aurora.id}, ${reply}, ${id}, ${kind}, ${type}, ${bytes}, 'fachada.jpg') as upload`,
  )
  return row!.upload
}

/** A file that was put for a quick reply and looked at. */
export async function replyFile(session: Session, file: ReplyFile = {}): Promise<string> {
  const { upload_id } = await beginReplyFile(session, file)
  await acceptUpload(session, upload_id)
  return upload_id
}
