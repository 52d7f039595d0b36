/** What is to be sent: CEPs as eight digits, the value in cents of reais. */
export interface Parcel {
  from: string
  to: string
  grams: number
  cents: number
}

/** A way in which a carrier would send it; days are working days. */
export interface CarrierService {
  service: string
  name: string
  price_cents: number
  days_min: number
  days_max: number
}

export type CarrierAnswer =
  | { kind: 'ok'; services: CarrierService[] }
  /** The key is not valid any more. */
  | { kind: 'unauthorized' }
  /** Nothing is known: it did not answer, or not in a way that can be read. */
  | { kind: 'unknown'; detail: string }

/** Who says what sending costs; one adapter a row of `app.shipping_providers`. */
export interface Carrier {
  quote(parcel: Parcel): Promise<CarrierAnswer>
}
