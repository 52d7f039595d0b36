/** What features that keep files of their own use of the conversations' files. */
export { addressOf } from './addresses'
export { planFile, shortName, typeOf, type FilePlan, type MediaAbilities } from './file-plan'
export { readyFile } from './prepare-file'
export { shrinkImage } from './shrink'
export { planStored } from './stored-file'
export { put } from './upload-files'
export { kindIcon } from '../shared/message-rules'
