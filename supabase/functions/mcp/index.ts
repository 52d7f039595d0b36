import { knowledgeOf } from '../_shared/ai/wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createApiDatabase } from '../_shared/trust/api/database.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...knowledgeOf(wired), api: createApiDatabase(wired.calls) }) }
