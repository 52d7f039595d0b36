import { join } from 'node:path'
import { runChild } from '../child.ts'
import { host } from '../config.ts'
import { startSimulators } from '../simulators/server.ts'

await runChild(({ home, ports, urls }) =>
  startSimulators({
    port: ports.simulators,
    host,
    smtpPort: ports.smtp,
    stateDir: join(home, 'simulators'),
    gatewayUrl: urls.gateway,
    functionsUrl: urls.functions,
    log: (line) => console.log(line),
  }),
)
