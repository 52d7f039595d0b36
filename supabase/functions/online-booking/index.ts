import { bookingOf } from '../_shared/clinic/booking-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(bookingOf(platform())) }
