import { Agent, request } from 'node:http'

/** Posts JSON over kept-alive connections and resolves with the status once the answer is read. */
export function createPoster(connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    post(url: string, body: string, headers: Record<string, string> = {}): Promise<number> {
      return new Promise((resolve, reject) => {
        const call = request(
          url,
          {
            method: 'POST',
            agent,
            headers: {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
              ...headers,
            },
          },
          (response) => {
            response.resume()
            response.on('end', () => resolve(response.statusCode ?? 0))
          },
        )
        call.on('error', reject)
        call.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}
