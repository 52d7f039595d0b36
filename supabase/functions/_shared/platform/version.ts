/** Version of the product, as the health endpoint tells it. */
export const version = '0.1.0'
