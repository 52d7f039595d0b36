import { realDeps } from '../_shared/platform/deps.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(realDeps()) }
