import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../platform/json.ts'

/** What somebody needs to pay by PIX: a key of the receiver, or the code of one payment. */
export interface Pix extends JsonObject {
  /** Who receives. */
  name: string | null
  /** CPF, CNPJ, PHONE, EMAIL or EVP (a random key). */
  key_type: string | null
  key: string | null
  /** "Copia e cola": carries receiver and amount. */
  code: string | null
  /** In cents. */
  amount: number | null
}

/** The code of a PIX payment says which system it is of. */
const pixCode = /^000201.*br\.gov\.bcb\.pix/i

/** The PIX key or payment in the parameters of a card's buttons; null when there is none. */
export function pixOf(buttons: readonly JsonObject[]): Pix | null {
  for (const parameters of buttons) {
    const copied = textAt(parameters, 'copy_code')
    if (copied !== null && pixCode.test(copied)) return pix({ code: copied }, parameters)
    for (const setting of listAt(parameters, 'payment_settings')) {
      const details = [objectAt(setting, 'pix_static_code'), objectAt(setting, 'pix_dynamic_code')]
      const found = details.find((one) => textAt(one, 'key') !== null || textAt(one, 'code') !== null)
      if (found) return pix(found, parameters)
    }
  }
  return null
}

function pix(details: JsonObject, parameters: JsonObject): Pix {
  return {
    name: textAt(details, 'merchant_name'),
    key_type: textAt(details, 'key_type')?.toUpperCase() ?? null,
    key: textAt(details, 'key'),
    code: textAt(details, 'code'),
    amount: centsOf(parameters),
  }
}

/** A card's total in cents; null when it asks for no certain amount. */
export function centsOf(parameters: JsonObject): number | null {
  const total = objectAt(parameters, 'total_amount')
  const value = numberAt(total, 'value')
  const offset = numberAt(total, 'offset') ?? 100
  return value === null || value <= 0 || offset <= 0 ? null : Math.round((value / offset) * 100)
}

/** One line that stands for it in lists and quotes, alike in every language. */
export function pixLine(found: Pix): string {
  const amount = found.amount === null ? null : reais(found.amount)
  return ['PIX', found.name, found.key ?? found.code, amount].filter((part) => part !== null).join(' · ')
}

export function reais(cents: number): string {
  const text = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' }).format(cents / 100)
  return text.replace(/\s/g, ' ')
}

/** Parameters of a card's buttons: JSON inside a string. */
export function parametersOf(button: Json): JsonObject {
  try {
    const found: unknown = JSON.parse(textAt(button, 'buttonParamsJson') ?? 'null')
    return isObject(found) ? found : {}
  } catch {
    return {}
  }
}
