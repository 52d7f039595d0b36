import { downloadFrom } from '@/lib/download'
import { asDownload } from '@/lib/storage'
import type { ConversationMessage } from '../types'
import { addressOf } from './addresses'
import { saveName } from './media-view'

/** Saves the file of a message under its name; the storage answers with an attachment, whatever the file is. */
export async function saveFile(message: Pick<ConversationMessage, 'media' | 'occurred_at'>): Promise<void> {
  const path = message.media?.path
  if (path !== undefined) downloadFrom(asDownload(await addressOf(path), saveName(message)))
}
