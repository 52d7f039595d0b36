import { describe, expect, test } from 'vitest'
import { scripted } from '../platform/testing.ts'
import { createObjectStore, StorageFailed } from './object-store.ts'

function storeWith(...answers: (Response | Error)[]) {
  const { fetch, asked } = scripted(answers)
  return {
    store: createObjectStore({ projectUrl: 'https://zelo.test', secretKey: 'sb_secret', fetch }),
    asked,
  }
}

describe('the storage', () => {
  test('gets a file over one of the same name', async () => {
    const { store, asked } = storeWith(Response.json({}))
    await store.put('t/2026/11/a.jpg', new Uint8Array([1]), 'image/jpeg')
    expect(asked[0]).toMatchObject({
      url: 'https://zelo.test/storage/v1/object/whatsapp-media/t/2026/11/a.jpg',
      init: {
        method: 'POST',
        headers: { apikey: 'sb_secret', 'x-upsert': 'true', 'content-type': 'image/jpeg' },
      },
    })
  })

  test('has no object in either way of saying so', async () => {
    const { store } = storeWith(
      new Response('{"error":"not_found"}', { status: 404 }),
      new Response('{"statusCode":"404","error":"Not found"}', { status: 400 }),
    )
    expect(await store.get('t/a', 10)).toBeNull()
    expect(await store.get('t/a', 10)).toBeNull()
  })

  test('hands out no more than was asked for', async () => {
    const { store } = storeWith(new Response('12345'), new Response('12345'))
    expect(await store.get('t/a', 5)).toEqual({ bytes: new TextEncoder().encode('12345') })
    expect(await store.get('t/a', 4)).toEqual({ bytes: 'too_large' })
  })

  test('signs an address that offers the name', async () => {
    const { store } = storeWith(Response.json({ signedURL: '/object/sign/whatsapp-media/t/a.pdf?token=x' }))
    expect(await store.sign('t/a.pdf', 60, 'Laudo & cia.pdf')).toBe(
      'https://zelo.test/storage/v1/object/sign/whatsapp-media/t/a.pdf?token=x&download=Laudo%20%26%20cia.pdf',
    )
  })

  test.each([new TypeError('fetch failed'), new Response('', { status: 503 })])(
    'that fails says so: %s',
    async (answer) => {
      await expect(storeWith(answer).store.remove(['t/a'])).rejects.toBeInstanceOf(StorageFailed)
    },
  )
})
