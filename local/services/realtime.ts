import { runChild } from '../child.ts'
import { host } from '../config.ts'
import { startRealtime } from '../realtime/server.ts'

await runChild(({ ports, secrets, urls }) =>
  startRealtime({
    port: ports.realtime,
    host,
    databaseUrl: urls.superuser,
    jwtSecret: secrets.jwtSecret,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    log: (line) => console.log(line),
  }),
)
