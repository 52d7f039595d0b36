/** The tabs of `/saas/addons`, in their order. */
export const saasCreditTabs = [
  'overview',
  'products',
  'tenants',
  'transactions',
  'packages',
  'topUp',
] as const

/** Name of a tab's route. */
export function tabRoute(tab: (typeof saasCreditTabs)[number]): string {
  return `saas-addons-${tab}`
}
