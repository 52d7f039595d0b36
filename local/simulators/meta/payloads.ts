import type { MetaAccount } from './accounts.ts'

/** What Meta posts, as pure builders. */

type Json = Record<string, unknown>

/** A change of a number of WhatsApp. */
export function cloudChange(account: MetaAccount, value: Json, field = 'messages'): Json {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: account.parent,
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: account.number, phone_number_id: account.id },
              ...value,
            },
            field,
          },
        ],
      },
    ],
  }
}

/** News about a business account of WhatsApp. */
export function accountChange(account: MetaAccount, field: string, value: Json): Json {
  const time = Math.floor(Date.now() / 1000)
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: account.parent, time, changes: [{ value, field }] }],
  }
}

/** An event of a page or an Instagram account; an echo goes the other way round. */
export function socialEvent(
  account: MetaAccount,
  person: string,
  at: Date,
  item: Json,
  isEcho = false,
): Json {
  const sides = isEcho
    ? { sender: { id: account.id }, recipient: { id: person } }
    : { sender: { id: person }, recipient: { id: account.id } }
  return {
    object: account.provider === 'messenger' ? 'page' : 'instagram',
    entry: [
      {
        time: Date.now(),
        id: account.id,
        messaging: [{ ...sides, timestamp: at.getTime(), ...item }],
      },
    ],
  }
}
