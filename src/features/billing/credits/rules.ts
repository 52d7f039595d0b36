import { canLead } from '@/kit/clinic/roles'
import type { Role } from '@/kit/clinic/types'
import type { AppErrorCode } from '@/lib/errors'
import { centsOf } from '@/lib/money'
import { wholeOfTyped } from '@/lib/typed-number'
import type { ConsumptionDay, CreditBalance, CreditPackage, CreditPurchase, PurchaseStatus } from './types'

const DAY_MS = 86_400_000

/** Who sees the ledger and the purchases; the others see the balance alone. */
export function canSeeStatement(role: Role | null): boolean {
  return canLead(role)
}

/** Low, where that matters. */
export function isLow(balance: CreditBalance): boolean {
  return balance.is_charged && balance.low_balance
}

/** Nothing left where every message costs a credit: the server would refuse the next one. */
export function isSpent(balance: CreditBalance): boolean {
  return balance.is_charged && balance.balance <= 0
}

/** Cents that a message costs in a package, with fractions. */
export function centsPerMessage(priceCents: number, credits: number): number {
  return credits > 0 ? priceCents / credits : 0
}

/** First day of a period that ends today, on the clinic's calendar; null for everything. */
export function firstDayOf(days: number, timeZone: string | undefined, now = Date.now()): string | null {
  if (days < 1) return null
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
  return new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * DAY_MS).toISOString().slice(0, 10)
}

/** How long the balance lasts, and the use that this is reckoned from. */
export interface Runway {
  left: number
  used: number
  days: number
}

/** At the pace since the first use of those days; null where nothing was used. */
export function runwayOf(balance: number, days: readonly ConsumptionDay[]): Runway | null {
  const since = days.slice(days.findIndex((day) => day.used > 0))
  const used = since.reduce((sum, day) => sum + day.used, 0)
  return used > 0 ? { left: Math.floor((balance * since.length) / used), used, days: since.length } : null
}

/** Where a purchase stands, the clock considered: the server closes an expired one only after a while. */
export function stateOf(
  purchase: Pick<CreditPurchase, 'status' | 'expires_at'>,
  now: number,
): PurchaseStatus {
  const isOver = purchase.expires_at !== null && Date.parse(purchase.expires_at) <= now
  return purchase.status === 'pending' && isOver ? 'expired' : purchase.status
}

/** The purchase of a package that waits to be paid at today's price, whose PIX serves as well as a new one. */
export function waitingPurchase(
  purchases: readonly CreditPurchase[],
  pack: CreditPackage,
  now: number,
): CreditPurchase | null {
  const isSame = (purchase: CreditPurchase) =>
    purchase.package_id === pack.id &&
    purchase.credits === pack.credits &&
    centsOf(purchase.amount_brl) === centsOf(pack.price_brl)
  return purchases.find((purchase) => isSame(purchase) && stateOf(purchase, now) === 'pending') ?? null
}

/** "59:07", "1:00:00": what is left until a moment. */
export function countdown(until: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] ? parts : parts.slice(1)
  return shown.map((part, index) => (index ? String(part).padStart(2, '0') : String(part))).join(':')
}

/** Errors after which the charge may exist: trying again must find it, with the same id. */
export function mayHaveCharged(code: AppErrorCode): boolean {
  return ['network', 'timeout', 'service_unavailable', 'payments_unavailable', 'unexpected'].includes(code)
}

/** Key of what is wrong with a threshold, or null. */
export function thresholdProblem(text: string): string | null {
  return wholeOfTyped(text) === null ? 'credits.threshold.problem' : null
}

/** The newer of what is known and what a broadcast says. */
export function withBroadcast(
  known: CreditBalance | undefined,
  heard: Pick<CreditBalance, 'balance' | 'debt_credits' | 'low_balance'> & { updated_at: string },
): CreditBalance | undefined {
  if (!known || (known.updated_at && Date.parse(known.updated_at) > Date.parse(heard.updated_at)))
    return known
  const { balance, debt_credits, low_balance, updated_at } = heard
  return { ...known, balance, debt_credits, low_balance, updated_at }
}

/** A moment of a calendar day that is on that day in Brazil, and in nearly every zone. */
export function noonOf(day: string): string {
  return `${day}T15:00:00Z`
}
