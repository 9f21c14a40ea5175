import { downloadFacts } from '#features/reports/downloads.ts'
import { handsOut } from '../../../answers.ts'

/** Hands out the frozen facts of a report as JSON. */
export const GET = handsOut('reports:read', downloadFacts, { missing: 'reportMissing', gone: 409 })
