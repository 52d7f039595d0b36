import { isObject, objectAt, textAt } from '../../platform/json.ts'
import { exchange, type Fetch } from '../../platform/provider-http.ts'
import { version } from '../../platform/version.ts'
import type { Carrier, CarrierService } from './carrier.ts'

/** A buyer waits for the page of the cart. */
const timeoutMs = 4000
/** The box in which clinics send books, games and oils; centimetres. */
const box = { height: 10, width: 20, length: 25 }

/** The price table of Melhor Envio, with the services of the account whose token it is. */
export function createMelhorEnvio(
  fetch: Fetch,
  { apiUrl, token }: { apiUrl: string; token: string },
): Carrier {
  return {
    async quote({ from, to, grams, cents }) {
      const answer = await exchange(fetch, {
        method: 'POST',
        url: `${apiUrl}/api/v2/me/shipment/calculate`,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': `Zelo/${version}`,
        },
        body: JSON.stringify({
          from: { postal_code: from },
          to: { postal_code: to },
          package: { ...box, weight: grams / 1000 },
          options: { insurance_value: cents / 100, receipt: false, own_hand: false },
        }),
        timeoutMs,
      })
      if (answer.kind !== 'answer') return { kind: 'unknown', detail: answer.detail }
      if (answer.status === 401 || answer.status === 403) return { kind: 'unauthorized' }
      // 422: it sends nothing of this there
      if (answer.status === 422) return { kind: 'ok', services: [] }
      if (answer.status !== 200 || !Array.isArray(answer.body))
        return { kind: 'unknown', detail: `Melhor Envio answered ${answer.status}.` }
      return { kind: 'ok', services: answer.body.flatMap((one: unknown) => serviceOf(one) ?? []) }
    },
  }
}

/** A service that has an error instead of a price is not offered. */
function serviceOf(one: unknown): CarrierService | null {
  if (!isObject(one)) return null
  const price = Math.round(Number(textAt(one, 'custom_price') ?? textAt(one, 'price')) * 100)
  const range = objectAt(one, 'custom_delivery_range') ?? objectAt(one, 'delivery_range')
  const [min, max] = [Number(range?.min), Number(range?.max)]
  const name = [textAt(objectAt(one, 'company'), 'name'), textAt(one, 'name')].filter(Boolean).join(' ')
  const isWhole =
    Number.isSafeInteger(price) &&
    price > 0 &&
    price <= 10_000_000 &&
    Number.isInteger(min) &&
    Number.isInteger(max)
  if (!isWhole || min < 0 || max < min || max > 120 || name === '' || !('id' in one)) return null
  const service = String(one.id)
  if (!/^\w{1,40}$/.test(service)) return null
  return { service, name: name.slice(0, 60), price_cents: price, days_min: min, days_max: max }
}
