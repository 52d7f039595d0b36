import type { MessagingProvider } from './provider.ts'

/**
 * The chat on the pages of a clinic's shop. Nobody is called: a message that is stored as sent is on the visitor's page
 * from then on, and their page tells that it was read. It takes words alone, as its rows in `channel_kinds` say.
 */
export function createShopChatProvider(): MessagingProvider {
  return {
    name: 'shop_chat',
    isOwn: true,
    send: ({ message_id }) => Promise.resolve({ outcome: 'sent', providerMessageId: `page:${message_id}` }),
    // whatever an earlier attempt did, it is on the page under the same id
    findSent: ({ message_id }) => Promise.resolve({ clear: true, ids: [`page:${message_id}`] }),
    fetchMedia: () => Promise.resolve({ outcome: 'gone', detail: 'Visitors send no files.' }),
    change: () =>
      Promise.resolve({
        outcome: 'permanent',
        code: 'not_supported',
        detail: 'The page shows what was sent.',
      }),
  }
}
