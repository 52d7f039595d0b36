/** What the edge functions do: a deadlock or a serialisation failure is tried again. */
export async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call()
    } catch (error) {
      const code = (error as { code?: string }).code
      if (attempt >= 4 || (code !== '40P01' && code !== '40001')) throw error
    }
  }
}
