import { ApiError } from './errors.ts'

/** What is stored for a secret: version, id of the key, nonce and ciphertext, all base64. */
export interface Sealed {
  v: 1
  kid: string
  iv: string
  ct: string
}

/** Encrypts provider credentials and opens them again; the keys never leave the function layer. */
export interface SecretBox {
  /** Binds the ciphertext to one channel of one clinic: copied elsewhere it does not open. */
  seal(value: Record<string, string>, owner: SecretOwner): Promise<Sealed>
  open(sealed: Sealed, owner: SecretOwner): Promise<Record<string, string>>
}

export interface SecretOwner {
  tenantId: string
  channelId: string
}

/** AES-256-GCM with named keys: new secrets use `activeKeyId`, old ones open with the key that sealed them. */
export function createSecretBox(keys: Record<string, string>, activeKeyId: string): SecretBox {
  const imported = new Map<string, Promise<CryptoKey>>()

  function keyOf(kid: string): Promise<CryptoKey> {
    const known = imported.get(kid)
    if (known) return known
    const material = keys[kid]
    if (!material)
      throw new ApiError(500, 'encryption_key_missing', 'The key of this credential is not configured.')
    const key = crypto.subtle.importKey('raw', fromBase64(material), 'AES-GCM', false, ['encrypt', 'decrypt'])
    imported.set(kid, key)
    return key
  }

  return {
    async seal(value, owner) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const data = new TextEncoder().encode(JSON.stringify(value))
      const ct = await crypto.subtle.encrypt(parameters(iv, owner), await keyOf(activeKeyId), data)
      return { v: 1, kid: activeKeyId, iv: toBase64(iv), ct: toBase64(new Uint8Array(ct)) }
    },
    async open(sealed, owner) {
      const key = await keyOf(sealed.kid)
      const data = await crypto.subtle.decrypt(
        parameters(fromBase64(sealed.iv), owner),
        key,
        fromBase64(sealed.ct),
      )
      // What `seal` wrote: authenticated by the cipher, so its shape is known.
      return JSON.parse(new TextDecoder().decode(data)) as Record<string, string>
    },
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, owner: SecretOwner): AesGcmParams {
  return {
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(`${owner.tenantId}:${owner.channelId}`),
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
