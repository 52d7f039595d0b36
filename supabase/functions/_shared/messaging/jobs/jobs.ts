import type { JobHandlers } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'
import type { RunChange } from '../changing.ts'
import type { MessagingService } from '../database.ts'
import type { RunSend } from '../sending.ts'
import { autoReply } from './auto-reply.ts'
import { changeMessage } from './change-message.ts'
import { fetchMedia, type FetchMediaDeps } from './fetch-media.ts'
import { fetchPicture, type FetchPictureDeps } from './fetch-picture.ts'
import { importHistory, type ImportHistoryDeps } from './import-history.ts'
import { optInAck } from './opt-in-ack.ts'
import { optOutAck } from './opt-out-ack.ts'
import { renewToken, type RenewTokenDeps } from './renew-meta-token.ts'
import { removeMedia, type RemoveMediaDeps } from './remove-media.ts'
import { sendPush, type SendPushDeps } from './send-push.ts'
import { sendMessage } from './send-message.ts'
import { sendScheduled } from './send-scheduled.ts'
import { wakeConversation } from './wake-conversation.ts'

/** What the handlers of this domain may ask for. */
export interface MessagingJobDeps {
  messages: Pick<MessagingService, 'sendAutoReply' | 'sendScheduledMessage' | 'wakeConversation'>
  runSend: RunSend
  runChange: RunChange
  hooks: WhatsappHooks
  /** What fetches, stores and removes files. */
  media: FetchMediaDeps & RemoveMediaDeps & ImportHistoryDeps & FetchPictureDeps
  push: SendPushDeps
  tokens: RenewTokenDeps
}

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function messagingJobs(deps: MessagingJobDeps): JobHandlers {
  return {
    send_message: sendMessage(deps),
    change_message: changeMessage(deps),
    fetch_media: fetchMedia(deps.media),
    fetch_picture: fetchPicture(deps.media),
    import_history: importHistory(deps.media),
    remove_media: removeMedia(deps.media),
    renew_meta_token: renewToken(deps.tokens),
    send_push: sendPush(deps),
    opt_out_ack: optOutAck(deps),
    opt_in_ack: optInAck(deps),
    auto_reply: autoReply(deps),
    send_scheduled: sendScheduled(deps),
    wake_conversation: wakeConversation(deps),
  }
}
