import { downloadBundle } from '#features/reports/bundle.ts'
import { handsOut } from '../../../answers.ts'

/** Hands out a report with everything about it as one file. */
export const GET = handsOut('audit:read', downloadBundle, { missing: 'reportMissing', gone: 409 })
