import { createServer } from 'node:http'
import { join } from 'node:path'
import { runChild, type Service } from '../child.ts'
import { host, type StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { FileStore } from './files.ts'
import { ResumableUploads } from './resumable.ts'
import { serveStorage } from './routes.ts'

/** Storage of the stack: files in the state folder, rows in storage.objects, decisions by row security. */
async function startStorage({ home, ports, secrets, urls }: StackConfig): Promise<Service> {
  const sql = connect(urls.superuser, 4)
  const context = { sql, files: new FileStore(join(home, 'storage')), secrets }
  const resumable = new ResumableUploads(context, join(home, 'uploads'))
  await resumable.removeExpired()
  const server = createServer((request, response) => void serveStorage(context, resumable, request, response))
  await new Promise<void>((done, fail) => server.once('error', fail).listen(ports.storage, host, done))
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
      await sql.end({ timeout: 1 })
    },
  }
}

await runChild(startStorage)
