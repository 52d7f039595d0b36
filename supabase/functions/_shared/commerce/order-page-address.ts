const path = '/meu-pedido'

/** Where the web server of the app serves the function order-page. */
export const orderPageBase: string = path

/** Where somebody sees an order, with the link alone. */
export function orderPageAddress(appUrl: string, tenantId: string, pageKey: string): string {
  return `${appUrl}${path}?${new URLSearchParams({ clinic: tenantId, key: pageKey })}`
}
