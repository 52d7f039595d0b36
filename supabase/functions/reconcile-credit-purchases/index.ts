import { realDeps } from '../_shared/deps.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(realDeps()) }
