import { QueryClient } from '@tanstack/vue-query'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessagePages, ThreadPages } from './cache'
import { CacheWriter } from './cache-writer'
import { aMessage, aThread } from '../fixtures'
import { inboxKeys, recentChanges } from '../queries'
import type { ListParams } from '../types'

vi.mock('../api', () => ({ THREAD_PAGE: 40, MESSAGE_PAGE: 50 }))

const TENANT = 'clinic'
const KEY = aThread().thread_key
const params = (patch: Partial<ListParams> = {}): ListParams => ({
  filter: 'all',
  status: 'open',
  search: '',
  ...patch,
})

let client: QueryClient
let writer: CacheWriter
const messages = () => client.getQueryData<MessagePages>(inboxKeys.messages(TENANT, KEY))?.pages.flat()
const listed = (list: ListParams) =>
  client.getQueryData<ThreadPages>(inboxKeys.list(TENANT, list))?.pages.flat()

beforeEach(() => {
  client = new QueryClient()
  writer = new CacheWriter(client, TENANT, () => ({ userId: 'me', openThreadId: null }))
})

describe('CacheWriter', () => {
  it('brings a changed conversation into every list that it belongs to', () => {
    const unread = params({ filter: 'unread' })
    client.setQueryData(inboxKeys.list(TENANT, params()), { pages: [[aThread()]], pageParams: [null] })
    client.setQueryData(inboxKeys.list(TENANT, unread), { pages: [[]], pageParams: [null] })
    writer.putThread(aThread({ unread_count: 2, updated_at: '2026-11-22T13:00:00Z' }))
    expect(listed(params())?.map((thread) => thread.unread_count)).toEqual([2])
    expect(listed(unread)?.map((thread) => thread.id)).toEqual(['t1'])
  })

  it('keeps a finished conversation in the list of open ones until it is left', () => {
    let openThreadId: string | null = 't1'
    writer = new CacheWriter(client, TENANT, () => ({ userId: 'me', openThreadId }))
    client.setQueryData(inboxKeys.list(TENANT, params()), {
      pages: [[aThread(), aThread({ id: 't2' })]],
      pageParams: [null],
    })
    writer.putThread(aThread({ status: 'finished', updated_at: '2026-11-22T13:00:00Z' }))
    expect(listed(params())?.map((thread) => thread.id)).toEqual(['t1', 't2'])
    openThreadId = 't2'
    writer.settleThread('t1')
    writer.settleThread('t2')
    expect(listed(params())?.map((thread) => thread.id)).toEqual(['t2'])
  })

  it('tells one clinic nothing of what another heard, even of the same phone', () => {
    writer.putThread(aThread())
    writer.putMessage(KEY, aMessage())
    const replayed = (tenantId: string) => {
      const changes = recentChanges(client, tenantId)
      const viewer = { userId: 'me', openThreadId: null }
      return [
        changes.replayThreads({ pages: [[]], pageParams: [null] }, params(), viewer).pages.flat().length,
        changes.replayMessages({ pages: [[]], pageParams: [null] }, KEY).pages.flat().length,
      ]
    }
    expect(replayed(TENANT)).toEqual([1, 1])
    expect(replayed('another clinic')).toEqual([0, 0])
  })

  it('leaves a conversation that is not cached to the fetch that opens it', () => {
    writer.putMessage(KEY, aMessage())
    expect(messages()).toBeUndefined()
  })

  it('does not make an incomplete conversation look complete by adding one message', async () => {
    const queryKey = inboxKeys.messages(TENANT, KEY)
    client.setQueryData(queryKey, { pages: [[aMessage({ id: 'old' })]], pageParams: [null] })
    await writer.distrust(queryKey)
    writer.putMessage(KEY, aMessage({ id: 'new', occurred_at: '2026-11-22T13:00:00Z' }))
    expect(messages()?.map((message) => message.id)).toEqual(['new', 'old'])
    expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true)
  })

  it('forgets a conversation that was merged, and doubts the one that received it', () => {
    const into = inboxKeys.messages(TENANT, 'whatsapp:+5511999999999')
    client.setQueryData(inboxKeys.list(TENANT, params()), { pages: [[aThread()]], pageParams: [null] })
    client.setQueryData(inboxKeys.messages(TENANT, KEY), { pages: [[aMessage()]], pageParams: [null] })
    expect(writer.mergeThreads('t1', 'whatsapp:+5511999999999')).toBe(KEY)
    expect(listed(params())).toEqual([])
    expect(messages()).toBeUndefined()
    expect(client.getQueryData(into)).toBeUndefined()
  })

  it('names the latest change in the clock of the server', () => {
    expect(writer.latestChange()).toBeNull()
    const rows = ['2026-11-22T10:00:00Z', '2026-11-22T12:00:00Z'].map((at, n) =>
      aThread({ id: `t${n}`, updated_at: at }),
    )
    client.setQueryData(inboxKeys.list(TENANT, params()), { pages: [rows], pageParams: [null] })
    expect(writer.latestChange()).toBe('2026-11-22T12:00:00Z')
  })
})
