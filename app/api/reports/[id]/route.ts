import { downloadReport } from '#features/reports/downloads.ts'
import { handsOut } from '../../answers.ts'

/** Hands out the PDF of a report. */
export const GET = handsOut('reports:read', downloadReport, { missing: 'reportMissing', gone: 409 })
