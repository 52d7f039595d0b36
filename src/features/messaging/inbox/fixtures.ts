import type { ConversationMessage, ConversationThread } from './types'

/** Rows for unit tests; each test names only what it is about. */
export function aThread(patch: Partial<ConversationThread> = {}): ConversationThread {
  return {
    id: 't1',
    thread_key: 'whatsapp:+5511987654321',
    channel: 'whatsapp',
    contact_name: 'Maria Alves',
    name_source: 'profile',
    phone: '+5511987654321',
    status: 'open',
    unread_count: 0,
    last_message_at: '2026-11-22T12:00:00.000000+00:00',
    last_message_preview: 'Oi',
    last_message_kind: 'text',
    last_message_direction: 'inbound',
    last_message_status: 'received',
    last_inbound_at: '2026-11-22T12:00:00.000000+00:00',
    waiting_since: null,
    last_reaction: null,
    assigned_to: null,
    assigned_at: null,
    tags: [],
    opted_out: false,
    is_group: false,
    created_at: '2026-11-01T12:00:00+00:00',
    updated_at: '2026-11-22T12:00:00.000000+00:00',
    ...patch,
  }
}

/** A message for unit tests. */
export function aMessage(patch: Partial<ConversationMessage> = {}): ConversationMessage {
  return {
    id: 'm1',
    thread_id: 't1',
    direction: 'inbound',
    origin: 'contact',
    kind: 'text',
    body: 'Oi',
    content: null,
    media: null,
    reactions: null,
    reply_to_id: null,
    reply_to_provider_id: null,
    author_name: null,
    status: 'received',
    error_code: null,
    error_detail: null,
    next_attempt_at: null,
    client_id: null,
    sent_by: null,
    provider: 'evolution',
    provider_message_id: 'P1',
    occurred_at: '2026-11-22T12:00:00+00:00',
    delivered_at: null,
    read_at: null,
    edited_at: null,
    deleted_at: null,
    created_at: '2026-11-22T12:00:00+00:00',
    ...patch,
  }
}
