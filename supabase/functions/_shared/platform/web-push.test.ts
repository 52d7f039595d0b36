import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { encryptPush } from './web-push.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))

test('seals the example of RFC 8291 as the RFC does', async () => {
  const point = 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8'
  const raw = Buffer.from(point, 'base64url')
  const publicJwk = {
    kty: 'EC',
    crv: 'P-256',
    x: raw.subarray(1, 33).toString('base64url'),
    y: raw.subarray(33).toString('base64url'),
    ext: true,
  }
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const keys = {
    publicKey: await crypto.subtle.importKey('jwk', publicJwk, curve, true, []),
    privateKey: await crypto.subtle.importKey(
      'jwk',
      { ...publicJwk, d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' },
      curve,
      true,
      ['deriveBits'],
    ),
  }
  const sealed = await encryptPush(
    'When I grow up, I want to be a watermelon',
    {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    { salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'), keys },
  )
  expect(Buffer.from(sealed).toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})
