import { isObject, listAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { SendLease } from '../../messaging/types.ts'
import type { ChangeResult, MessagingProvider, PictureResult } from '../provider.ts'
import { accountOf, tokenOf } from './cloud.ts'
import { readFailure } from './errors.ts'
import type { MetaApp } from '../../platform/env.ts'
import type { GraphClient } from './graph.ts'
import { fetchMetaFile } from './media.ts'
import { ownMetadata, type Network } from './social-parse.ts'

/** Instagram counts bytes. */
const longestOnInstagram = 1000

/** Meta's reactions by emoji; it takes no other. */
const reactions: Record<string, string> = {
  '❤': 'love',
  '❤️': 'love',
  '😂': 'haha',
  '😆': 'haha',
  '😮': 'wow',
  '😢': 'sad',
  '😡': 'angry',
  '👍': 'like',
  '👎': 'dislike',
}

/**
 * Sends through Messenger, or through the Instagram account of a page. Our id goes along as metadata, and its echo settles
 * an attempt that got no answer.
 */
export function createSocialProvider(
  network: Network,
  graph: GraphClient,
  app: Pick<MetaApp, 'graphUrl'>,
): MessagingProvider {
  const path = (lease: Parameters<typeof accountOf>[0]) => `${senderOf(network, lease)}/messages`
  return {
    name: network,
    async send(lease, credentials) {
      if (!lease.to.raw)
        return { outcome: 'permanent', code: 'invalid_number', detail: 'The conversation has no address.' }
      if (network === 'instagram' && new TextEncoder().encode(lease.body ?? '').length > longestOnInstagram) {
        return { outcome: 'permanent', code: 'body_too_long', detail: 'Instagram takes at most 1000 bytes.' }
      }
      const answer = await graph.post(path(lease), tokenOf(credentials), {
        recipient: { id: lease.to.raw },
        ...modeOf(lease),
        message: {
          ...contentOf(lease),
          ...(lease.reply_to_provider_id === null ? {} : { reply_to: { mid: lease.reply_to_provider_id } }),
          metadata: `${ownMetadata}${lease.message_id}`,
        },
      })
      const id = answer.kind === 'answer' ? textAt(answer.body, 'message_id') : null
      return id === null ? readFailure(answer) : { outcome: 'sent', providerMessageId: id }
    },
    findSent: () => Promise.resolve({ clear: false, detail: 'Meta tells by an echo whether it was sent.' }),
    async fetchMedia(lease) {
      const url = textAt(lease.media, 'source')
      if (url === null) return { outcome: 'gone', detail: 'The webhook named no file.' }
      // These addresses are signed: a token would only be given away.
      return fetchMetaFile(graph, { url, token: null, graphUrl: app.graphUrl, maxBytes: lease.max_bytes })
    },
    async change(lease, credentials): Promise<ChangeResult> {
      const reaction = reactions[lease.value]
      if (lease.change !== 'react' || (lease.value !== '' && reaction === undefined)) {
        return { outcome: 'permanent', code: 'not_supported', detail: 'Meta does not make this change.' }
      }
      const answer = await graph.post(path(lease), tokenOf(credentials), {
        recipient: { id: lease.to.raw },
        sender_action: lease.value === '' ? 'unreact' : 'react',
        payload: { message_id: lease.provider_message_id, ...(reaction === undefined ? {} : { reaction }) },
      })
      if (answer.kind === 'answer' && textAt(answer.body, 'recipient_id') !== null) return { outcome: 'done' }
      const failure = readFailure(answer)
      return failure.outcome === 'unknown'
        ? {
            outcome: 'temporary',
            code: 'provider_unavailable',
            detail: failure.detail,
            retryAfterSeconds: null,
          }
        : failure
    },
    async showTyping(target, credentials) {
      await graph.post(`${senderOf(network, target)}/messages`, tokenOf(credentials), {
        recipient: { id: target.to.raw },
        sender_action: 'typing_on',
      })
    },
    async findPicture(lease, credentials): Promise<PictureResult> {
      const fields =
        network === 'messenger' ? 'first_name,last_name,name,profile_pic' : 'name,username,profile_pic'
      const answer = await graph.get(encodeURIComponent(lease.to.raw ?? ''), tokenOf(credentials), { fields })
      if (answer.kind === 'answer' && answer.status === 200) {
        const names = [textAt(answer.body, 'first_name'), textAt(answer.body, 'last_name')]
          .filter(Boolean)
          .join(' ')
        const name = textAt(answer.body, 'name') ?? (names === '' ? textAt(answer.body, 'username') : names)
        return { outcome: 'found', url: textAt(answer.body, 'profile_pic'), name }
      }
      const failure = readFailure(answer)
      // Consent is missing, or the person is not there any more: the conversation goes on without a name.
      if (failure.outcome === 'permanent') return { outcome: 'found', url: null, name: null }
      const detail = failure.detail
      return { outcome: 'temporary', code: 'provider_unavailable', detail, retryAfterSeconds: null }
    },
  }
}

/** An Instagram account of a page is written from by its page. */
function senderOf(network: Network, lease: Parameters<typeof accountOf>[0]): string {
  const parent = network === 'instagram' ? lease.channel?.parent_id : null
  return parent ? encodeURIComponent(parent) : accountOf(lease)
}

/** Later than a day, only what a person typed may go, and is marked as that. */
function modeOf(lease: SendLease): JsonObject {
  return lease.in_window === false && !lease.automation
    ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    : { messaging_type: 'RESPONSE' }
}

function contentOf({ kind, body, content, media }: SendLease): JsonObject {
  if (media === null) return { text: body ?? '', ...quickRepliesOf(content) }
  const type = kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file'
  return { attachment: { type, payload: { url: media.url ?? '', is_reusable: false } } }
}

/** Answers to press below the text; each press brings its id back. */
function quickRepliesOf(content: JsonObject): JsonObject {
  const choices =
    textAt(content, 'choices_as') === 'buttons' ? listAt(content, 'choices').filter(isObject) : []
  if (choices.length === 0) return {}
  return {
    quick_replies: choices.slice(0, 13).map((choice) => ({
      content_type: 'text',
      title: (textAt(choice, 'title') ?? '').slice(0, 20),
      payload: textAt(choice, 'id') ?? '',
    })),
  }
}
