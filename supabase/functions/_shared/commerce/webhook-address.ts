/** Where Stripe tells the events of a clinic's account. */
export function stripeWebhookAddress(publicUrl: string, tenantId: string, accountId: string): string {
  return `${publicUrl}/stripe-webhook?${new URLSearchParams({ clinic: tenantId, account: accountId })}`
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Whose events come to an address; null for any other. */
export function readStripeAddress(address: string): { tenantId: string; accountId: string } | null {
  const query = URL.canParse(address) ? new URL(address).searchParams : new URLSearchParams()
  const [tenantId, accountId] = [query.get('clinic') ?? '', query.get('account') ?? '']
  return uuid.test(tenantId) && uuid.test(accountId) ? { tenantId, accountId } : null
}
