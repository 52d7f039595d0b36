import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Cart, CartLine } from '../_shared/commerce/shop-service.ts'
import { base } from './sitemap.ts'

const cookieName = 'zelo_cart'
const longestCart = 20
/** As long as somebody may think it over. */
const lifeSeconds = 30 * 24 * 3600
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const momentShape = /^20\d\d-\d\d-\d\dT\d\d:\d\dZ$/

export const emptyCart: Cart = { lines: [], coupon: null, cep: null, delivery: null }

/** One thing at one date is one line. */
export const keyOf = ({ variant_id, slot_id, at }: CartLine): string =>
  [variant_id, slot_id, at].filter(Boolean).join('.')

export interface CartKeeper {
  /** The cart that a browser brings; one that was not signed here is empty. */
  read(request: Request): Cart
  /** The header that makes the browser keep a cart. */
  keep(slug: string, cart: Cart): string
}

/**
 * The cart of a browser is in the browser alone: a signed cookie of one shop, with things and no person in it. What it says of
 * prices nobody believes: it says none.
 */
export function createCartKeeper(key: string, isSecure: boolean): CartKeeper {
  const seal = (text: string) => createHmac('sha256', key).update(`cart:${text}`).digest('base64url')
  return {
    read(request) {
      const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
      const value =
        cookies.find((one) => one.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? ''
      const [text = '', sent = ''] = value.split('.')
      const [own, given] = [Buffer.from(seal(text)), Buffer.from(sent)]
      if (own.length !== given.length || !timingSafeEqual(own, given)) return emptyCart
      return opened(text)
    },
    keep(slug, cart) {
      const text = Buffer.from(
        JSON.stringify([cart.lines.map(packed), cart.coupon, cart.cep, cart.delivery]),
      ).toString('base64url')
      const life = cart.lines.length === 0 ? 0 : lifeSeconds
      return `${cookieName}=${text}.${seal(text)}; Path=${base}/${slug}; Max-Age=${life}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
    },
  }
}

const packed = ({ variant_id, quantity, slot_id, at }: CartLine) => [variant_id, quantity, slot_id, at]

/** It was signed, so it is one of ours; of an older shape, it is empty. */
function opened(text: string): Cart {
  try {
    const [lines, coupon, cep, delivery] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      [string, number, string | null, string | null][],
      string | null,
      string | null,
      string | null,
    ]
    return {
      lines: lines.map(([variant_id, quantity, slot_id, at]) => ({ variant_id, quantity, slot_id, at })),
      coupon,
      cep,
      delivery,
    }
  } catch {
    return emptyCart
  }
}

const countOf = (text: string | null): number => {
  const number = Number(text ?? '1')
  return Number.isInteger(number) ? Math.min(Math.max(number, 0), 99) : 1
}
const short = (text: string | null, longest: number): string | null => text?.trim().slice(0, longest) || null

/** What a form of the shop does to a cart; null: nothing that is known. */
export function changed(cart: Cart, form: URLSearchParams): Cart | null {
  const key = form.get('linha')
  switch (form.get('acao')) {
    case 'incluir': {
      const line = typedLine(form)
      return line && added(cart, line)
    }
    case 'mudar': {
      const quantity = countOf(form.get('quantidade'))
      const lines = cart.lines.map((line) => (keyOf(line) === key ? { ...line, quantity } : line))
      return { ...cart, lines: lines.filter((line) => line.quantity > 0) }
    }
    case 'remover':
      return { ...cart, lines: cart.lines.filter((line) => keyOf(line) !== key) }
    case 'cupom':
      return { ...cart, coupon: short(form.get('cupom'), 30) }
    case 'entrega':
      return { ...cart, cep: short(form.get('cep'), 12), delivery: short(form.get('forma'), 60) }
    default:
      return null
  }
}

function typedLine(form: URLSearchParams): CartLine | null {
  const variant = form.get('variante') ?? ''
  const slot = form.get('data') || null
  const at = form.get('em') || null
  if (!uuid.test(variant) || (slot && !uuid.test(slot)) || (at && !momentShape.test(at))) return null
  return {
    variant_id: variant,
    quantity: at ? 1 : Math.max(countOf(form.get('quantidade')), 1),
    slot_id: slot,
    at,
  }
}

function added(cart: Cart, line: CartLine): Cart {
  const known = cart.lines.find((one) => keyOf(one) === keyOf(line))
  if (!known) return { ...cart, lines: [...cart.lines, line].slice(-longestCart) }
  const quantity = line.at ? 1 : Math.min(known.quantity + line.quantity, 99)
  return { ...cart, lines: cart.lines.map((one) => (one === known ? { ...one, quantity } : one)) }
}
