/** What other features use of campaigns; its texts are the area `campaigns`. */
export const loadMarketingPermission = () => import('./components/MarketingPermission.vue')
