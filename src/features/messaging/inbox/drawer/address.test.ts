import { afterAll, describe, expect, it } from 'vitest'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { addLinks, links } from '@/kit/links'
import { conversationFrom, isOverPage, keyInQuery, openConversationKey, withoutConversation } from './address'

// Where the app has started in this process, its own link is there.
const isAlone = !('thread' in links)
if (isAlone)
  addLinks({
    thread: (threadKey: string, query: LocationQueryRaw) => ({
      name: 'inbox-thread',
      params: { threadKey },
      query,
    }),
  })
afterAll(() => {
  if (isAlone) Reflect.deleteProperty(links, 'thread')
})

const key = 'whatsapp:+5511987654321'
const place = (name: string, query = {}, params = {}) => ({ name, path: `/${name}`, query, params })

describe('a conversation', () => {
  it('opens over a page, and keeps what the page says in the address', () => {
    expect(conversationFrom(place('today', { aba: '2' }), key, 'm1')).toEqual({
      path: '/today',
      query: { aba: '2', conversa: key, m: 'm1' },
    })
    // another one takes the place of the first, and of its message
    expect(conversationFrom(place('today', { conversa: 'x', m: 'm1' }), key)).toEqual({
      path: '/today',
      query: { conversa: key },
    })
  })

  it.each(['inbox', 'inbox-thread'])('opens beside the list on %s', (name) => {
    expect(conversationFrom(place(name, { filtro: 'minhas', m: 'm0' }), key)).toEqual({
      name: 'inbox-thread',
      params: { threadKey: key },
      query: { filtro: 'minhas' },
    })
  })

  it('is known wherever it is open', () => {
    expect(openConversationKey(place('inbox-thread', {}, { threadKey: key }))).toBe(key)
    expect(openConversationKey(place('inbox-board', { conversa: key }))).toBe(key)
    expect(openConversationKey(place('today', { conversa: key }))).toBe(key)
    expect(openConversationKey(place('inbox', { conversa: key }))).toBeNull()
    expect(openConversationKey(place('today'))).toBeNull()
  })

  it('is over a page only where that has no place for it', () => {
    expect(isOverPage(place('today', { conversa: key }))).toBe(true)
    expect(isOverPage(place('inbox-board', { conversa: key }))).toBe(false)
    expect(isOverPage(place('today'))).toBe(false)
  })

  it('leaves the page as it was', () => {
    expect(withoutConversation(place('today', { aba: '2', conversa: key, m: 'm1' }))).toEqual({
      path: '/today',
      query: { aba: '2' },
    })
  })

  it.each<LocationQuery>([{}, { conversa: '' }, { conversa: ['a', 'b'] }, { conversa: null }])(
    'is none in %j',
    (query) => {
      expect(keyInQuery({ query })).toBeNull()
    },
  )
})
