import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import { phoneOf } from './address.ts'
import type { EventReader } from './event.ts'

/** Why WhatsApp ended a session, by the number it gives. */
const reasons: Record<number, string> = {
  401: 'logged_out',
  402: 'account_restricted',
  403: 'account_banned',
  405: 'gateway_outdated',
  406: 'account_banned',
  408: 'connection_lost',
  428: 'qr_code_expired',
  440: 'replaced_by_other_session',
  515: 'restart_required',
}

/** `connection.update`. */
export const parseConnection: EventReader = (data, envelope) => {
  const change = isObject(data) ? data : {}
  const state = textAt(change, 'state')
  const reason = reasonOf(numberAt(change, 'statusReason'))
  if (state === 'open') {
    const phone = phoneOf(textAt(change, 'wuid')) ?? phoneOf(textAt(envelope, 'sender'))
    return { actions: [{ type: 'connection', state, reason: null, phone }] }
  }
  if (state === 'connecting') return { actions: [{ type: 'connection', state, reason: null, phone: null }] }
  if (state === 'close' || state === 'refused') {
    return {
      actions: [{ type: 'connection', state: 'close', reason: reason ?? 'connection_closed', phone: null }],
    }
  }
  return { actions: [], unparsed: 'unknown_connection_state' }
}

/** `status.instance`: the session ended while the instance stays. */
export const parseInstanceStatus: EventReader = (data) => {
  const change = isObject(data) ? data : {}
  if (textAt(change, 'status') !== 'closed') return { actions: [] }
  const reason = reasonOf(numberAt(change, 'disconnectionReasonCode')) ?? 'connection_closed'
  return { actions: [{ type: 'connection', state: 'close', reason, phone: null }] }
}

/** `logout.instance`, `remove.instance`. */
export function parseInstanceGone(reason: string): EventReader {
  return () => ({ actions: [{ type: 'connection', state: 'close', reason, phone: null }] })
}

/** `qrcode.updated`: a new code every 45 s, or the news that there will be no more. */
export const parseQrCode: EventReader = (data) => {
  const change = isObject(data) ? data : {}
  const qrCode = objectAt(change, 'qrcode')
  const image = imageOf(qrCode)
  const pairing = textAt(qrCode, 'pairingCode')
  if (image !== null || pairing !== null) {
    return { actions: [{ type: 'qr', data_url: image, pairing_code: pairing }] }
  }
  if (numberAt(change, 'statusCode') !== null || textAt(change, 'message') !== null) {
    return { actions: [{ type: 'connection', state: 'close', reason: 'qr_code_expired', phone: null }] }
  }
  return { actions: [], unparsed: 'no_qr_code' }
}

/** The picture of a QR code: only an image may reach the screen as a data URL. */
export function imageOf(qrCode: JsonObject): string | null {
  const image = textAt(qrCode, 'base64')
  return image !== null && /^data:image\/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/=]+$/.test(image)
    ? image
    : null
}

function reasonOf(code: number | null): string | null {
  if (code === null || code === 200) return null
  return reasons[code] ?? `code_${code}`
}
