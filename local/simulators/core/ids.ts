import { randomBytes, randomUUID } from 'node:crypto'

/** Where a WhatsApp message was written decides how its id looks. */
export type Device = 'android' | 'ios' | 'web'

const hex = (length: number) =>
  randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length)

/** A WhatsApp message id in the style of the device that wrote it. Random, so unique across restarts. */
export function whatsappId(device: Device): string {
  if (device === 'ios') return `3A${hex(18).toUpperCase()}`
  if (device === 'web') return `3EB0${hex(18).toUpperCase()}`
  return `AC${hex(30).toUpperCase()}`
}

/** A Twilio SID: two letters and 32 hexadecimal digits. */
export const sid = (prefix: string): string => `${prefix}${hex(32)}`

/** A database id in the style of the Evolution gateway. */
export const cuid = (): string => `cm${hex(23)}`

/** An id in the style of Asaas: a prefix and sixteen lower-case characters. */
export const asaasId = (prefix: string): string => `${prefix}_${hex(16)}`

export const uuid = (): string => randomUUID()
