import { startEntryFeatures } from './entry-features'
import { startFeatures } from './features'

// Loaded once, however many test files of a process need links and permissions.
startEntryFeatures()
startFeatures()
