import { downloadEvidence } from '#features/offboardings/evidence-files.ts'
import { handsOut } from '../../answers.ts'

/** Hands out a file of evidence. */
export const GET = handsOut('offboardings:read', downloadEvidence, { missing: 'evidenceMissing', gone: 410 })
